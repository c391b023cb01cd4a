import { started } from '../live/children.js';
import { now } from '../live/clock.js';
import { milliseconds } from '../live/markdown.js';
import { median, quantile } from '../numbers.js';
import { histories, stored } from './events.js';
import { newPrefix } from './server.js';

const ROUNDS = 5;
const APPENDS = 500;
export const title = `From one instance to another, ${ROUNDS * APPENDS} appends one after the other`;

const [{ caseId, events }] = histories(1, Math.ceil(APPENDS / 8));
const ready = events.map(stored);

/** For each append when it was sent, acknowledged, and handed over by the subscription of the other instance. */
async function times(follower, append) {
  const measured = [];
  for (let n = 0; n < APPENDS; n += 1) {
    const sent = now();
    await append(n);
    const acknowledged = now();
    measured.push({ sent, acknowledged, arrived: await follower.ask('arrival', events[n].id) });
  }
  await follower.ask('leave');
  return measured;
}

async function ofLogs(server, follower) {
  const name = server.logNamed();
  await follower.ask('log', { connection: server.connection, name });
  const log = server.openLog(name);
  await log.head();
  const measured = await times(follower, (n) => log.append(caseId, n === 0 ? 'none' : n - 1, [events[n]]));
  await log.close();
  return measured;
}

async function ofClients(server, follower) {
  const prefix = newPrefix();
  await follower.ask('bare', { connection: server.connection, prefix });
  const client = server.openBare({ prefix });
  const measured = await times(follower, (n) => client.append(caseId, [ready[n]], n - 1));
  await client.close();
  return measured;
}

export async function report(server) {
  const follower = started('../eventstoredb/follower.js', { flags: ['--no-warnings'] });
  const [logs, clients] = [[], []];
  for (let round = -1; round < ROUNDS; round += 1)
    for (const [into, measure] of [
      [logs, ofLogs],
      [clients, ofClients],
    ]) {
      const measured = await measure(server, follower);
      if (round >= 0) into.push(measured); // the first round warms up both
    }
  await follower.stop();
  const row = (what, time) => {
    const [ours, theirs] = [logs, clients].map((rounds) => rounds.map((round) => round.map(time)));
    const at = (share) => [ours, theirs].map((rounds) => quantile(rounds.flat(), share));
    const both = at(0.5);
    // What was handed over before it was acknowledged has no ratio.
    const ratio = both.every((ms) => ms > 0)
      ? median(ours.map((round, n) => median(round) / median(theirs[n]))).toFixed(2)
      : '';
    return [what, ...both.map(milliseconds), ratio, ...at(0.99).map(milliseconds)];
  };
  return {
    head: ['', 'logs, median', 'bare clients', 'ratio', 'logs, 99th percentile', 'bare clients'],
    rows: [
      row(
        'acknowledged to handed over (below 0: before it)',
        ({ acknowledged, arrived }) => arrived - acknowledged,
      ),
      row('sent to acknowledged', ({ sent, acknowledged }) => acknowledged - sent),
      row('sent to handed over', ({ sent, arrived }) => arrived - sent),
    ],
  };
}
