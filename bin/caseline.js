#!/usr/bin/env node
import '../scripts/ready.cjs';

await import('../dist/cli/main.js');
