import { randomUUID } from 'node:crypto';
import { openEventStoreDBLog } from '../../src/log/eventstoredb/eventstoredb-log.ts';
import { describeEventLog, type LogUnderTest } from '../contract/event-log.contract.ts';
import { startDouble } from '../support/eventstoredb/double.ts';
import { realServer, realServerAsked } from '../support/eventstoredb/real-server.ts';

/** One log among others on a server: each has a prefix of its own, and none is ever removed. */
function logOn(connection: string, remove = async () => {}): LogUnderTest {
  const streamPrefix = `test-${randomUUID()}-`;
  const own = `${connection}${connection.includes('?') ? '&' : '?'}streamPrefix=${streamPrefix}`;
  return {
    open: async (options) => openEventStoreDBLog({ connection: own, settleMs: 50, ...options }),
    async leaves(log) {
      const leaves: string[] = [];
      for await (const { leaf } of log.entries()) leaves.push(Buffer.from(leaf).toString('hex'));
      return leaves;
    },
    remove,
  };
}

describe('on a protocol double', () => {
  describeEventLog('the EventStoreDB log', { keeps: true }, async () => {
    const double = await startDouble();
    return logOn(double.connectionString(), () => double.close());
  });
});

(realServer ? describe : describe.skip)(`on a real server (${realServerAsked})`, () => {
  describeEventLog('the EventStoreDB log', { keeps: true }, async () => logOn(realServer ?? ''));
});
