// England's page on the bundled record, and beside it the very bytes that it is made of, from memory.
import { once } from 'node:events';
import { createServer } from 'node:http';
import pino from 'pino';
import { createApi } from '../../dist/api/create-api.js';
import { publicKeys } from '../../dist/api/keys.js';
import { tokenVerifier } from '../../dist/api/tokens.js';
import { openCaseline } from '../../dist/caseline.js';
import { bundledCaptured, bundledTables } from '../../dist/ingest/bundled-tables.js';
import { readBundledHistories } from '../../dist/ingest/history.js';
import { openPages } from '../../dist/page/pages.js';

/** The page of all of England on a day that is over. */
export const page = '/?validAt=2018-12-31';

/** @returns where the page is, where its constant copy is, and what ends both */
export async function serveEngland() {
  const caseline = openCaseline({ log: 'memory:' });
  for (const history of await readBundledHistories()) await caseline.importHistory(history);
  await caseline.importTables({
    files: bundledTables,
    captured: bundledCaptured,
    recordedBy: { name: 'Benchmark', party: 'recorder' },
    report: () => {},
  });
  const api = createApi({
    caseline,
    verifier: tokenVerifier({ keys: publicKeys([]), issuer: 'bench', audience: 'bench' }),
    log: pino({ level: 'silent' }),
    pages: openPages(),
  });
  const ours = await listening(createServer(api));

  const copies = new Map();
  const bare = await listening(
    createServer((request, response) => {
      const copy = copies.get(request.url);
      response.writeHead(copy ? 200 : 404, copy?.headers).end(copy?.bytes);
    }),
  );
  const html = await copied(ours.url, page, copies);
  for (const [, asset] of html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g))
    await copied(ours.url, asset, copies);
  return {
    ours: ours.url + page,
    bare: bare.url + page,
    close: async () => {
      ours.close();
      bare.close();
      await caseline.close();
    },
  };
}

/** Keeps what an address answers, as it went over the wire. */
async function copied(url, path, copies) {
  const answer = await fetch(url + path, { headers: { 'Accept-Encoding': 'identity' } });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const { date: _, connection: __, 'keep-alive': ___, ...headers } = Object.fromEntries(answer.headers);
  copies.set(path, { headers, bytes });
  return bytes.toString();
}

async function listening(server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
