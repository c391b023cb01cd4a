// A page of 50 events over HTTP, beside the same bytes sent by the same express app from a constant.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { fileURLToPath } from 'node:url';
import { median, quantile } from '../numbers.js';
import { duration, rate } from './table.js';

export const title = 'A page of 50 events of a timeline over HTTP';

const CONNECTIONS = 8;
const ROUNDS = 7;
const ROUND_MS = 2_000;

export async function lines() {
  const server = fork(fileURLToPath(new URL('timeline-server.js', import.meta.url)), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'], // its log of requests is written, and kept nowhere
  });
  const [{ port, page, constant }] = await once(server, 'message');
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const measured = (path) => asked(server, agent, { port, path });
  await measured(page);
  await measured(constant);
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1)
    rounds.push({ ours: await measured(page), raw: await measured(constant) });
  agent.destroy();
  server.disconnect();
  await once(server, 'exit');

  const over = (of, measure) => median(rounds.map(({ [of]: round }) => measure(round)));
  const ratio = median(rounds.map(({ ours, raw }) => ours.perSecond / raw.perSecond));
  const perRequest = (of) => over(of, ({ cpu }) => cpu);
  const p99 = (of) => over(of, ({ times }) => quantile(times, 0.99));
  return [
    {
      what: `${CONNECTIONS} connections, ${rounds[0].ours.bytes.toLocaleString('en')} bytes a page`,
      ours: rate(
        over('ours', ({ perSecond }) => perSecond),
        'requests',
      ),
      raw: rate(
        over('raw', ({ perSecond }) => perSecond),
        'requests',
      ),
      ratio,
      aim: '0.5',
      reached: ratio >= 0.5,
    },
    { what: '99th percentile', ours: duration(p99('ours')), raw: duration(p99('raw')) },
    {
      what: 'processor time of the server for each request',
      ours: duration(perRequest('ours')),
      raw: duration(perRequest('raw')),
      ratio: perRequest('raw') / perRequest('ours'),
    },
  ];
}

/** Asks over and over on every connection, the next as soon as the one before is there. */
async function asked(server, agent, { port, path }) {
  const until = performance.now() + ROUND_MS;
  const times = [];
  let bytes = 0;
  const before = await cpuOf(server);
  const start = performance.now();
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (performance.now() < until) {
        const sent = performance.now();
        bytes = await fetched(agent, port, path);
        times.push(performance.now() - sent);
      }
    }),
  );
  const seconds = (performance.now() - start) / 1_000;
  const cpu = ((await cpuOf(server)) - before) / times.length;
  return { perSecond: times.length / seconds, times, bytes, cpu };
}

/** Resolves with the length of the body once all of it is there. */
const fetched = (agent, port, path) =>
  new Promise((resolve, reject) => {
    const request = get({ agent, host: '127.0.0.1', port, path }, (response) => {
      let bytes = 0;
      response.on('data', (chunk) => {
        bytes += chunk.length;
      });
      response.once('end', () =>
        response.statusCode === 200
          ? resolve(bytes)
          : reject(new Error(`${path}: status ${response.statusCode}`)),
      );
    });
    request.once('error', reject);
  });

/** Milliseconds of processor time that the server has used. */
async function cpuOf(server) {
  server.send('cpu');
  const [ms] = await once(server, 'message');
  return ms;
}
