import { createRequire } from 'node:module';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { clientOf, type Library } from '../../../src/log/eventstoredb/client.ts';
import { parseConnection } from '../../../src/log/eventstoredb/connection.ts';
import { openEventStoreDBLog } from '../../../src/log/eventstoredb/eventstoredb-log.ts';
import { anEvent } from '../../support/events.ts';
import { makeCertificate } from '../../support/eventstoredb/certificate.ts';
import { type Double, startDouble } from '../../support/eventstoredb/double.ts';
import { bradford, everything, patiently, published, type Scenarios } from './under-way.ts';

const library = createRequire(import.meta.url)('@eventstore/db-client') as Library; // that very module

const withDouble = (happen: (double: Double) => Promise<void>) => async (): Promise<void> => {
  const double = await startDouble();
  await happen(double);
  await double.close();
};

/** An append, or that it failed: either is fine, and nothing else may happen. */
const appended = (client: EventStoreDBClient): Promise<unknown> =>
  client.appendToStream('orders', library.jsonEvent({ type: 'Ordered', data: {} })).catch(() => undefined);

/** Every error goes to who asked. One that goes to nobody ends the process, and whatever else it does. */
export const errorScenarios: Scenarios = {
  'appends that begin in the very moment in which the connection is lost': withDouble(async (double) => {
    for (let turns = 0; turns < 12; turns += 1) {
      const client = clientOf(library, parseConnection(double.connectionString()));
      await appended(client);
      const subscription = client.subscribeToAll();
      await new Promise((resolve) => subscription.once('confirmation', resolve));
      const lost = new Promise<void>((resolve) => {
        subscription.once('error', async () => {
          for (let turn = 0; turn < turns; turn += 1) await undefined;
          await appended(client);
          resolve();
        });
      });
      double.cut();
      await lost;
      await client.dispose();
    }
  }),

  'a connection that is lost while another node is looked for in vain': withDouble(async (double) => {
    const discovering = double
      .connectionString({ maxDiscoverAttempts: 1, gossipTimeout: 1 })
      .replace('esdb:', 'esdb+discover:');
    const log = patiently(discovering, 5_000);
    await log.append(bradford, 'none', [published()]);
    const looking = double.order({ call: 'gossip', does: 'hang' });
    double.order({ call: 'append', does: 'unavailable' });
    const answer = log.append(bradford, 0, [published()]);
    await looking.done;
    double.cut();
    await answer;
    await log.close();
  }),

  'two logs behind TLS, of which one loses its connection': async () => {
    const certificate = await makeCertificate();
    const double = await startDouble({ tls: certificate });
    const logs = [0, 1].map(() => patiently(double.connectionString({ tlsCAFile: certificate.file })));
    for (let n = 0; n < 15; n += 1) {
      double.order({ call: 'append', does: 'cut', when: n % 2 === 0 ? 'after-writing' : 'before-writing' });
      await Promise.all(
        logs.flatMap((log) =>
          (['authority-301', 'authority-302', 'authority-303'] as const).map(
            (caseId) => log.append(caseId, 'any', [anEvent('ReportPublished', { caseId })]), // whatever the revision
          ),
        ),
      );
    }
    for (const log of logs) await log.close();
    await double.close();
    await certificate.remove();
  },

  'everything that fails while everything is asked': withDouble(async (double) => {
    const failing = ['cut', 'unavailable', 'not-ready', 'cancelled', 'unknown', 'aborted'] as const;
    for (let n = 0; n < 24; n += 1) {
      const connection = double.connectionString({ streamPrefix: `test-${n}-` });
      const log = openEventStoreDBLog({
        connection,
        now: Date.now,
        deadlines: { call: 2_000, tries: 100 },
        settleMs: 1,
      });
      const does = failing[n % failing.length] ?? 'cut';
      for (const call of ['append', 'read', 'subscribe'] as const)
        for (const afterEvents of [0, n % 5])
          double.order({ call, does, times: 3, ...(call !== 'append' && { afterEvents }) });
      const underWay = everything(log).map((one) => one.catch(() => undefined));
      if (n % 4 === 0) double.cut();
      await Promise.race(underWay);
      await log.close();
      await Promise.all(underWay);
    }
  }),
};
