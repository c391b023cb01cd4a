/**
 * The least that does the same: an event by POST, inserted with one fsync, acknowledged, and written to everybody
 * who listens. It checks nothing, remembers nothing, resumes nothing, and waits for no reader. `X-From` says from
 * which instant the public may have the event, in milliseconds; never when absent.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { bareFile } from '../bare-rows.js';
import { answer } from './children.js';
import { usage } from './usage.js';

const columns = ['id', 'case_id', 'revision', 'type', 'recorded_at', 'event', 'salt', 'leaf'];
const { database, insert } = bareFile(process.env.BARE_FILE, columns);
const blob = Buffer.alloc(32);
const recordedBy = { name: 'demo: the office that keeps this record', party: 'recorder' };
const listening = new Set();
let revision = 0;

function record(given) {
  const { id, type, occurred, disclosures, source, data, caseId } = JSON.parse(given);
  const recordedAt = new Date().toISOString();
  const event = JSON.stringify({
    ...{ id, type, schema: 1, caseId, occurred, disclosures, source, data, recordedAt, recordedBy },
  });
  revision += 1;
  insert.run({ id, case_id: caseId, revision, type, recorded_at: recordedAt, event, salt: blob, leaf: blob });
  return { id, frame: Buffer.from(`id: ${id}\ndata: ${event}\n\n`) };
}

function tell(frame) {
  for (const response of listening) response.write(frame);
}

async function recorded(request, response) {
  const parts = [];
  for await (const part of request) parts.push(part);
  const { id, frame } = record(Buffer.concat(parts).toString());
  response.writeHead(201, { 'Content-Type': 'application/json' }).end(JSON.stringify({ events: [id] }));
  const from = request.headers['x-from'];
  if (from === undefined) return;
  const left = Number(from) - Date.now();
  if (left > 0) setTimeout(tell, left, frame);
  else tell(frame);
}

function listened(response) {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-cache, no-transform',
  });
  response.write('retry: 2000\n\nevent: caught-up\nid: start\ndata: {}\n\n');
  listening.add(response);
  response.once('close', () => listening.delete(response));
}

const server = createServer((request, response) =>
  request.method === 'POST' ? recorded(request, response) : listened(response),
);
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.once('SIGTERM', () => {
  database.close();
  process.exit();
});
answer({ port: () => server.address().port, ...usage });
