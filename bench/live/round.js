import { setTimeout } from 'node:timers/promises';
import { started } from './children.js';
import { now, sinceEpoch } from './clock.js';
import { planned, toRecord } from './plan.js';
import { atRate } from './recorder.js';

/** Bradford and nineteen others, by DfE code. */
export const authorities = [
  ...['380', '381', '382', '383', '384', '330', '331', '332', '333', '334'],
  ...['301', '302', '303', '304', '305', '306', '307', '308', '309', '310'],
];

/** How many listen, and for how long is recorded, before anything is measured. */
const WARM_UP = { clients: 20, seconds: 4 };

/** How long the last events may take to arrive, in milliseconds. */
const PATIENCE = 20_000;

export const planOf = ({ seconds, rate, seed = 1 }) => planned(Math.round(seconds * rate), authorities, seed);

/**
 * One round of a subject: so many clients listen while so much is recorded. Returns what it took, and what was
 * wrong with what the clients got.
 *
 * @param first is called with the server before anything else
 * @param beside is called with it once all clients listen; `done` of what it returns, once they have everything
 */
export async function round(subject, prepared, { name, seconds, clients, rate, first, beside, settings }) {
  const server = await subject.start(prepared, name, settings);
  const readers = started('event-readers.js');
  try {
    await first?.(server);
    await warmUp(server, rate);
    const before = await server.ask('collected');
    server.begin();
    await readers.ask('follow', { count: clients, port: server.port, path: server.path });
    const connected = await server.ask('collected');
    const others = await beside?.(server);
    const plan = planOf({ seconds, rate });
    const used = await recorded(server, readers, plan, rate);
    const expected = await delivered(server, readers, plan);
    const loaded = await server.ask('collected');
    const ofOthers = await others?.done();
    await server.stop();
    const judged = await readers.ask('judged', {
      ...expected,
      isOrdered: subject.isOrdered,
      instants: instants(plan, expected.ids),
    });
    return { ...used, ...judged, before, connected, loaded, clients, visible: expected.ids.length, ofOthers };
  } finally {
    server.close();
    server.signal('SIGKILL');
    readers.signal('SIGKILL');
  }
}

/** What is recorded and read at first compiles code, and takes memory that every server needs. */
async function warmUp(server, rate) {
  const few = started('event-readers.js');
  await few.ask('follow', { count: WARM_UP.clients, port: server.port, path: server.path });
  const plan = planOf({ seconds: WARM_UP.seconds, rate, seed: 2 }).filter(({ kind }) => kind === 'open');
  await atRate(rate, plan, (one) => record(server, one));
  await setTimeout(200);
  few.signal('SIGKILL');
  await few.exited;
}

async function record(server, one) {
  const { status, body, sent, acked } = await server.post(one, toRecord(one));
  if (status !== 201) throw new Error(`an event was answered with ${status}: ${body}`);
  Object.assign(one, { sent, acked });
}

/** Records a plan. Returns the shares of a processor that server and readers used, and the most memory. */
async function recorded(server, readers, plan, rate) {
  let highest = 0;
  const sampling = setInterval(async () => {
    const { rss } = await server.ask('used');
    highest = Math.max(highest, rss);
  }, 1_000);
  const before = { server: (await server.ask('used')).cpu, readers: await readers.ask('used') };
  const start = now();
  await atRate(rate, plan, (one) => record(server, one));
  const ms = now() - start;
  clearInterval(sampling);
  return {
    highest,
    serverCpu: ((await server.ask('used')).cpu - before.server) / ms,
    readersCpu: ((await readers.ask('used')) - before.readers) / ms,
    acknowledged: Float32Array.from(plan, ({ sent, acked }) => acked - sent),
  };
}

/** Waits until the last embargo has lifted and everybody has everything, or too long. Returns all of it. */
async function delivered(server, readers, plan) {
  const lifts = plan.map(({ from }) => from).filter((from) => from < Number.POSITIVE_INFINITY);
  await setTimeout(Math.max(0, Math.max(...lifts) - Date.now()) + 100);
  const expected = server.expected(plan);
  const latest = now() + PATIENCE;
  while ((await readers.ask('progress')).least < expected.ids.length && now() < latest) await setTimeout(100);
  await setTimeout(200); // for what should not come
  return expected;
}

/** For each event: when it was sent, acknowledged, and its embargo lifted; NaN where that is not what it waited for. */
function instants(plan, ids) {
  const offset = sinceEpoch();
  const byId = new Map(plan.map((one) => [one.id, one]));
  const of = (instant) => Float64Array.from(ids, (id) => instant(byId.get(id)));
  return [
    of(({ isLate, sent }) => (isLate ? Number.NaN : sent)),
    of(({ isLate, acked }) => (isLate ? Number.NaN : acked)),
    of(({ isLate, from }) => (isLate ? from + offset : Number.NaN)),
  ];
}
