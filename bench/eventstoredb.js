/**
 * A log on EventStoreDB, and the bare client doing the same on the same server, in turn: appends one at a time and 64
 * at once, reading, how far one instance is behind another, and the import of England. See docs/benchmarks.md.
 *
 *   node bench/eventstoredb.js
 *   node bench/eventstoredb.js --only appends,lag
 *   CASELINE_TEST_ESDB='esdb://127.0.0.1:2113?tls=false' node bench/eventstoredb.js
 *
 * Without a server it runs on the protocol double of the tests, and says so.
 */
import { parseArgs } from 'node:util';
import { openedServer } from './eventstoredb/server.js';
import { markdown } from './live/markdown.js';

// Reading is first: what the other parts write would have to be passed over.
const parts = ['reading', 'appends', 'lag', 'england'];

const { values: asked } = parseArgs({ options: { only: { type: 'string', default: parts.join() } } });
const wanted = asked.only.split(',');
const unknown = wanted.find((part) => !parts.includes(part));
if (unknown !== undefined) throw new Error(`there is no ${unknown}; --only takes ${parts.join(', ')}`);

const server = await openedServer();
try {
  console.log(server.says);
  for (const part of parts.filter((one) => wanted.includes(one))) {
    const { title, report } = await import(`./eventstoredb/${part}.js`);
    const { head, rows } = await report(server);
    console.log(`\n### ${title}\n\n${markdown(head, rows)}`);
  }
} finally {
  await server.close();
}
