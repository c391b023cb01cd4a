import { randomUUID } from 'node:crypto';
import { openEventStoreDBLog } from '../../src/log/eventstoredb/eventstoredb-log.ts';
import { describeEventLog, type LogUnderTest } from '../contract/event-log.contract.ts';
import { type Double, startDouble } from '../support/eventstoredb/double.ts';
import { realServer, realServerAsked } from '../support/eventstoredb/real-server.ts';

/** One log among others on a server: each has a prefix of its own, and none is ever removed. */
async function logOn(connection: string): Promise<LogUnderTest> {
  const streamPrefix = `test-${randomUUID()}-`;
  const own = `${connection}${connection.includes('?') ? '&' : '?'}streamPrefix=${streamPrefix}`;
  return {
    open: async (options) => openEventStoreDBLog({ connection: own, settleMs: 50, ...options }),
    async leaves(log) {
      const leaves: string[] = [];
      for await (const { leaf } of log.entries()) leaves.push(Buffer.from(leaf).toString('hex'));
      return leaves;
    },
    remove: async () => undefined,
  };
}

describe('on the protocol double', () => {
  let double: Double;
  beforeAll(async () => {
    double = await startDouble();
  });
  afterAll(() => double.close());

  describeEventLog('the EventStoreDB log', { keeps: true }, () => logOn(double.connectionString()));
});

(realServer ? describe : describe.skip)(`on a real server (${realServerAsked})`, () => {
  describeEventLog('the EventStoreDB log', { keeps: true }, () => logOn(realServer ?? ''));
});
