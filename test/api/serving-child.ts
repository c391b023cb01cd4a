// Serves until a signal comes; prints its address. For server.test.ts.
import pino from 'pino';
import { readConfig } from '../../src/api/config.ts';
import { startServer } from '../../src/api/server.ts';

const { url } = await startServer(readConfig(process.env), { log: pino({ level: 'silent' }) });
process.stdout.write(`${url}\n`);
