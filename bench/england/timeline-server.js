// The server that timeline-page.js asks: Bradford's history behind the real API, and one route more.
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { createApi } from '../../dist/api/create-api.js';
import { publicKeys } from '../../dist/api/keys.js';
import { tokenVerifier } from '../../dist/api/tokens.js';
import { readBundledHistories } from '../../dist/ingest/history.js';
import { opened } from './opened.js';

const page = '/v1/authorities/bradford/timeline?limit=50&asOf=2023-12-31';
const constant = '/constant';

const folder = mkdtempSync(join(tmpdir(), 'caseline-bench-'));
const file = join(folder, 'bradford.db');
const caseline = await opened(file, `${file}.cases`);
for (const history of await readBundledHistories()) await caseline.importHistory(history);

const app = createApi({
  caseline,
  verifier: tokenVerifier({ keys: publicKeys([]), issuer: 'bench', audience: 'bench' }),
  log: pino({ level: 'info', base: null }),
});
const server = createServer(app);
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address();

const answer = await fetch(`http://127.0.0.1:${port}${page}`);
const body = Buffer.from(await answer.arrayBuffer());
if (JSON.parse(body).timeline.length !== 50) throw new Error('a page of 50 has not 50 events');
// Node sends these itself, the same for both.
const { date: _, connection: __, 'keep-alive': ___, ...headers } = Object.fromEntries(answer.headers);
app.get(constant, (_request, response) => response.set(headers).send(body));
// In front of everything else, since what comes last is never asked: the limit writes no log either.
app.router.stack.unshift(app.router.stack.pop());

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send((user + system) / 1_000);
});
process.once('disconnect', async () => {
  server.close();
  server.closeAllConnections();
  await caseline.close();
  rmSync(folder, { recursive: true });
});
process.send({ port, page, constant });
