// The service as `caseline serve` starts it, with settings from the environment; it also tells what it uses.
import { readConfig } from '../../dist/api/config.js';
import { startServer } from '../../dist/api/server.js';
import { answer } from './children.js';
import { usage } from './usage.js';

const { url } = await startServer(readConfig(process.env));
answer({ port: () => Number(new URL(url).port), ...usage });
process.channel.unref(); // so that it ends by itself once it is told to stop
