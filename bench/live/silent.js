// Clients that read nothing for a minute, beside those that do: who pays for them, and what becomes of them.
import { setTimeout } from 'node:timers/promises';
import { started } from './children.js';
import { now } from './clock.js';
import { figuresOf } from './events.js';
import { inWords } from './faults.js';
import { kilobytes, markdown, megabytes, milliseconds, percent } from './markdown.js';
import { authorities, round } from './round.js';
import { caseline } from './subjects.js';

const SILENT = 50;

/**
 * What the silent ones ask for first: more than the system itself holds for a connection that nobody reads, 4 MB
 * of what was sent on Linux.
 */
const BACKLOG = { events: 2_400, characters: 2_000 };

/** The server has filled their connections once it uses less than this share of a processor. */
const CALM = 0.05;

/** How long the silent ones may take to read everything in the end, in milliseconds. */
const PATIENCE = 60_000;

export async function report(prepared, { seconds, clients, rate }) {
  const settings = { CASELINE_STALL: String(Math.max(1, Math.round(seconds / 2))) };
  const how = { seconds, clients, rate, settings };
  const without = await round(caseline, prepared, { ...how, name: 'silent-without', first: backlog });
  const together = await round(caseline, prepared, {
    ...how,
    name: 'silent-with',
    first: backlog,
    beside: silentOnes,
  });
  const { ofOthers } = together;
  const [alone, beside] = [figuresOf(without), figuresOf(together)];
  const line = (what, measure, write) => [what, write(measure(alone)), write(measure(beside))];
  const extra = (heapOf(together.loaded) - heapOf(without.loaded)) / SILENT;
  return {
    title: `${SILENT} clients that read nothing for ${seconds} seconds, ${clients.toLocaleString('en')} that do, ${rate} events a second`,
    tables: [
      markdown(
        ['those that read', 'alone', `beside ${SILENT} silent ones`],
        [
          line('from the acknowledged write to each client, median', ({ acked }) => acked[0], milliseconds),
          line('99th percentile', ({ acked }) => acked[1], milliseconds),
          line('processor of the server', ({ serverCpu }) => serverCpu, percent),
          ['most resident memory of the server', megabytes(without.highest), megabytes(together.highest)],
          line('wrong: lost, twice, out of order, other content', ({ faults }) => inWords(faults), String),
        ],
      ),
      markdown(
        ['those that were silent', ''],
        [
          [
            'processor time of the server to fill their connections',
            `${(ofOthers.filling / 1_000).toFixed(1)} s`,
          ],
          ['heap and buffers of the server for each', kilobytes(extra)],
          ['last message before they came back', ofOthers.endings],
          ['events that each should have, what was there before included', String(ofOthers.events)],
          ['wrong: lost, twice, out of order, other content', inWords(ofOthers.faults)],
          ['had everything after they began to read', ofOthers.took],
        ],
      ),
    ],
  };
}

const heapOf = ({ heapUsed, external }) => heapUsed + external;

/** Records much text: what somebody who asks for everything gets first. */
async function backlog(server) {
  for (const la of authorities) {
    const events = Array.from({ length: BACKLOG.events / authorities.length }, (_, n) => ({
      type: 'SourceCaptured',
      occurred: { date: '2024-01' },
      disclosures: [{ to: 'public', from: '2024-01' }],
      data: {
        sourceId: `bench-${n}`,
        title: `Document ${n}`,
        publisher: 'bench',
        note: 'x'.repeat(BACKLOG.characters),
      },
    }));
    const { status, body } = await server.post({ la }, { events });
    if (status !== 201) throw new Error(`the backlog was answered with ${status}: ${body}`);
  }
}

/** Connects those who read nothing until everybody else has everything. */
async function silentOnes(server) {
  const silent = started('event-readers.js');
  const path = `${server.path}?after=start`;
  await silent.ask('follow', { count: SILENT, port: server.port, path, reading: false });
  const filling = await calm(server);
  return {
    async done() {
      const expected = server.everything();
      const start = now();
      await silent.ask('resume');
      const haveAll = async () => (await silent.ask('progress')).least >= expected.ids.length;
      let isThere = await haveAll();
      for (; !isThere && now() < start + PATIENCE; isThere = await haveAll()) await setTimeout(50);
      const seconds = ((now() - start) / 1_000).toFixed(1);
      const { faults, endings } = await silent.ask('judged', { ...expected, isOrdered: true, instants: [] });
      silent.signal('SIGKILL');
      return {
        filling,
        events: expected.ids.length,
        faults,
        endings: counted(endings),
        took: isThere ? `${seconds} s` : `**not within ${seconds} s**`,
      };
    },
  };
}

/** Waits until a server has nothing to do. Returns the milliseconds of processor time that it took until then. */
async function calm(server) {
  const { cpu: first } = await server.ask('used');
  for (let before = first; ; ) {
    await setTimeout(1_000);
    const { cpu } = await server.ask('used');
    if (cpu - before < CALM * 1_000) return cpu - first;
    before = cpu;
  }
}

/** How often each last message came. */
function counted(endings) {
  const counts = new Map();
  for (const reasons of endings) {
    const key = reasons.length === 0 ? 'none' : `\`${reasons.join(', ')}\``;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([reason, count]) => `${reason}: ${count}`).join('; ');
}
