// For child processes of the tests: node --import ./test/support/run-typescript.mjs child.ts
// They run the same source as the tests, through the same compiler, and need no build.
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
