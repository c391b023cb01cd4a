import { openMemoryLog } from '../../src/log/memory/memory-log.ts';
import { describeEventLog } from '../contract/event-log.contract.ts';
import { anEvent } from '../support/events.ts';

describeEventLog('the log in memory', { keeps: false }, async () => {
  let log: ReturnType<typeof openMemoryLog> | undefined;
  return {
    async open(options) {
      log = openMemoryLog(options);
      return log;
    },
    leaves: async () => (log?.stored() ?? []).map(({ leaf }) => Buffer.from(leaf).toString('hex')),
    remove: async () => undefined,
  };
});

describe('the log in memory', () => {
  it('names the event when one byte of what is stored has changed', async () => {
    const log = openMemoryLog({ now: () => 0 });
    const [first, second] = [anEvent('ReportShared'), anEvent('ReportPublished')];
    await log.append('authority-380', 'none', [first, second]);
    const leaf = log.stored()[1]?.leaf ?? new Uint8Array(1);
    leaf[0] = 255 - (leaf[0] ?? 0);
    expect(await log.verify()).toMatchObject({
      events: 2,
      damage: [{ position: '0000000000000002', caseId: 'authority-380', event: second.id }],
    });
  });
});
