// The same minute, and the server is killed again and again: everybody comes back by themselves.
import { setTimeout } from 'node:timers/promises';
import { randomOf } from '../journeys/random.js';
import { median } from '../numbers.js';
import { started } from './children.js';
import { now } from './clock.js';
import { inWords } from './faults.js';
import { markdown } from './markdown.js';
import { toRecord } from './plan.js';
import { atRate } from './recorder.js';
import { planOf } from './round.js';
import { caselineOn, logFor, recorderOf } from './servers.js';
import { countAfter, lastPosition, publicEvents } from './stored.js';

/** Of each kind of client that a program would use. */
const LIBRARY_CLIENTS = 20;

/** How long the recorder waits before it sends again what was not answered, in milliseconds. */
const AGAIN = 50;

/** How long everybody may take to come back and have everything, in milliseconds. */
const PATIENCE = 90_000;

/** Who listens: the module that they run in, and how many of them. */
const groupsOf = (clients) => [
  { name: 'light clients', module: 'event-readers.js', count: clients },
  { name: 'of `caseline/client`', module: 'library-readers.js', count: LIBRARY_CLIENTS, kind: 'caseline' },
  {
    name: 'of the package `eventsource`',
    module: 'library-readers.js',
    count: LIBRARY_CLIENTS,
    kind: 'eventsource',
  },
];

export async function report(prepared, { seconds, clients, rate, kills }) {
  const file = logFor(prepared, 'kills');
  const after = lastPosition(file);
  const server = await new Killable(prepared, file).start();
  const recorder = recorderOf(server, prepared);
  const groups = groupsOf(clients).map((group) => ({ ...group, process: started(group.module) }));
  try {
    for (const { process, count, kind } of groups)
      await process.ask('follow', { count, kind, port: server.port, path: '/v1/live/events' });
    const plan = planOf({ seconds, rate });
    const counted = { sentAgain: 0, alreadyThere: 0 };
    const recording = atRate(rate, plan, (one) => recordedOnce(recorder, one, counted));
    await Promise.all([recording, killed(server, kills, seconds)]);
    const recorded = now();
    const expected = await lifted(file, after, plan);
    const took = await Promise.all(
      groups.map(({ process }) => complete(process, expected.ids.length, recorded)),
    );
    await setTimeout(200); // for what should not come
    const stored = countAfter(file, after);
    await server.stop();
    const judged = await Promise.all(
      groups.map(({ process }) => process.ask('judged', { ...expected, isOrdered: true, instants: [] })),
    );
    return {
      title: `Killed ${kills} times in ${seconds} seconds, ${rate} events a second`,
      tables: [
        markdown(
          ['', ''],
          [
            ['from the kill to listening again, median', `${Math.round(median(server.restarts))} ms`],
            ['events that were to be recorded, and in the log', `${plan.length}, ${stored}`],
            ['requests sent again', String(counted.sentAgain)],
            ['answered that they had been recorded before', String(counted.alreadyThere)],
            ['events that every client should have', String(expected.ids.length)],
          ],
        ),
        markdown(
          [
            'clients',
            '',
            'connections',
            'refused',
            'had everything after',
            'wrong: lost, twice, out of order, other content',
          ],
          groups.map(({ name, count }, index) => {
            const { connections, refusals = [], faults } = judged[index];
            return [name, count, connections, refusals.length, took[index], inWords(faults)];
          }),
        ),
      ],
    };
  } finally {
    recorder.close();
    server.kill();
    for (const { process } of groups) process.signal('SIGKILL');
  }
}

/** A service that is started again on the same port and log. */
class Killable {
  port = 0;
  /** Milliseconds from each kill until it listened again. */
  restarts = [];
  #prepared;
  #file;
  #running;

  constructor(prepared, file) {
    this.#prepared = prepared;
    this.#file = file;
  }

  async start() {
    this.#running = await caselineOn(this.#prepared, this.#file, { CASELINE_PORT: String(this.port) });
    this.port = this.#running.port;
    return this;
  }

  async killAndStart() {
    const killed = now();
    this.kill();
    await this.#running.exited;
    await this.start();
    this.restarts.push(now() - killed);
  }

  kill() {
    this.#running.signal('SIGKILL');
  }

  stop() {
    return this.#running.stop();
  }
}

/** Kills so many times within so many seconds, each at a random moment of its share of them. */
async function killed(server, kills, seconds) {
  const random = randomOf(Date.now());
  const share = (seconds * 1_000) / kills;
  const start = now();
  for (let kill = 0; kill < kills; kill += 1) {
    const moment = start + (kill + random.below(1_000) / 1_000) * share;
    await setTimeout(Math.max(0, moment - now()));
    await server.killAndStart();
  }
}

/** Sends an event, the same with the same key, until it is answered. */
async function recordedOnce(recorder, one, counted) {
  const { id: _, ...event } = toRecord(one);
  const headers = { 'Idempotency-Key': `bench-${one.n}` };
  for (;;) {
    const answered = await recorder.post(one, event, headers).catch(() => undefined);
    if (answered && answered.status < 500) {
      if (answered.status >= 400)
        throw new Error(`an event was answered with ${answered.status}: ${answered.body}`);
      if (answered.status === 200) counted.alreadyThere += 1;
      [one.id] = JSON.parse(answered.body).events;
      return;
    }
    counted.sentAgain += 1;
    await setTimeout(AGAIN);
  }
}

/** Waits until the last embargo has lifted. Returns what everybody should have then. */
async function lifted(file, after, plan) {
  const lifts = plan.map(({ from }) => from).filter((from) => from < Number.POSITIVE_INFINITY);
  await setTimeout(Math.max(0, Math.max(...lifts) - Date.now()) + 100);
  return publicEvents(file, after);
}

/** Waits until everybody of a process has so many events, or too long. Returns how long that was, in words. */
async function complete(process, count, since) {
  for (const begun = now(); now() < begun + PATIENCE; await setTimeout(100))
    if ((await process.ask('progress')).least >= count) return `${((now() - since) / 1_000).toFixed(1)} s`;
  return `**not within ${PATIENCE / 1_000} s**`;
}
