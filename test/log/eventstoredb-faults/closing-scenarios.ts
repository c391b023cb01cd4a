import type { EventLog } from '../../../src/log/event-log.ts';
import { type Double, startClusterDouble, startDouble } from '../../support/eventstoredb/double.ts';
import {
  asked,
  bradford,
  everything,
  follow,
  patiently,
  published,
  read,
  type Scenarios,
} from './under-way.ts';

type UnderWay = readonly Promise<unknown>[];

/** Begins something on a log, closes it, and waits for the end of what was begun. */
const closing =
  (begin: (log: EventLog, double: Double) => Promise<UnderWay>, call?: number) => async (): Promise<void> => {
    const double = await startDouble();
    const log = patiently(double.connectionString(), call);
    const begun = (await begin(log, double)).map((one) => one.catch(() => undefined));
    await log.close();
    await Promise.all(begun);
    await double.close();
  };

/** Events enough to be in the middle of; ten times as many are more than are kept in memory. */
async function fill(double: Double, times = 1): Promise<void> {
  const log = patiently(double.connectionString());
  const event = published();
  for (let n = 0; n < times; n += 1) {
    const events = Array.from({ length: 420 }, () => ({ ...event, id: crypto.randomUUID() }));
    await log.append(bradford, 'any', events); // whatever the revision
  }
  await log.close();
}

export const closingScenarios: Scenarios = {
  'before anything was asked': closing(async () => []),
  'while everything is asked': closing(async (log) => everything(log)),
  'while it appends': closing(async (log, double) => {
    const appending = everything(log);
    await asked(double, 'append');
    return appending;
  }),
  'in the middle of reads': closing(async (log, double) => {
    await fill(double, 10);
    await log.head();
    const reads = [log.readAll(), log.readCase(bradford), log.entries()];
    const middle = reads.map((one) => one[Symbol.asyncIterator]());
    for (const one of middle) await one.next();
    return middle.map(async (one) => {
      while (!(await one.next()).done);
    });
  }),
  'after reads that nobody wanted to the end': closing(async (log, double) => {
    await fill(double);
    for (const one of [log.readAll(), log.readCase(bradford), log.entries()]) await read(one, 3);
    return [];
  }),
  'while it is read for the first time': closing(async (log, double) => {
    await fill(double);
    const reading = [log.head(), follow(log), read(log.readAll())];
    await asked(double, 'subscribe');
    return reading;
  }),
  'while somebody follows': closing(async (log, double) => {
    const following = [follow(log), follow(log)];
    await asked(double, 'read');
    await log.append(bradford, 'none', [published()]);
    return following;
  }),
  'while the server is away': closing(async (log, double) => {
    const following = follow(log);
    await log.append(bradford, 'none', [published()]);
    double.refuse();
    const underWay = everything(log);
    while (double.refused < 3) await new Promise(setImmediate);
    return [...underWay, following];
  }),
  'as the connection is cut': closing(async (log, double) => {
    const underWay = everything(log);
    await asked(double, 'append');
    double.cut();
    return underWay;
  }),
  ...Object.fromEntries(
    (['append', 'read', 'subscribe'] as const).map((call) => [
      `while the server never answers a call to ${call}`,
      closing(async (log, double) => {
        const hanging = double.order({ call, does: 'hang', times: 1_000 });
        const underWay = everything(log);
        while (hanging.happened === 0) await new Promise(setImmediate);
        return underWay;
      }, 300),
    ]),
  ),
  'while a cluster has no leader': async () => {
    const cluster = await startClusterDouble(3);
    const log = patiently(cluster.connectionString({ discoveryInterval: 10 }));
    await log.append(bradford, 'none', [published()]);
    await cluster.node(0).stop();
    const underWay = everything(log).map((one) => one.catch(() => undefined));
    await asked(cluster.node(1), 'gossip');
    await log.close();
    await Promise.all(underWay);
    await cluster.close();
  },
  'while the other nodes are looked for, and do not answer': async () => {
    const cluster = await startClusterDouble(2);
    const log = patiently(cluster.connectionString({ maxDiscoverAttempts: 1, gossipTimeout: 1 }));
    for (const node of cluster.nodes) node.order({ call: 'gossip', does: 'hang', times: 1_000 });
    const underWay = everything(log).map((one) => one.catch(() => undefined));
    await Promise.race(cluster.nodes.map((node) => asked(node, 'gossip')));
    await log.close();
    await Promise.all(underWay);
    await cluster.close();
  },
};
