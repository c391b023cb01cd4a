import { type LogObserver, measuredLog } from '../../src/log/measured-log.ts';
import { openMemoryLog } from '../../src/log/memory/memory-log.ts';
import { describeEventLog } from '../contract/event-log.contract.ts';
import { anEvent } from '../support/events.ts';
import { failingLog } from '../support/failing-log.ts';

const silent: LogObserver = { appended: () => {}, failed: () => {} };

describeEventLog('a log that is measured', { keeps: false }, async () => {
  let log: ReturnType<typeof openMemoryLog> | undefined;
  return {
    async open(options) {
      log = openMemoryLog(options);
      return measuredLog(log, silent);
    },
    leaves: async () => (log?.stored() ?? []).map(({ leaf }) => Buffer.from(leaf).toString('hex')),
    remove: async () => undefined,
  };
});

describe('what is measured of a log', () => {
  const bradford = 'authority-380';

  function measured() {
    const memory = failingLog(openMemoryLog({ now: () => 0 }));
    const appended: string[] = [];
    const failed: string[] = [];
    const log = measuredLog(memory, {
      appended: (outcome, seconds) => {
        expect(seconds).toBeGreaterThanOrEqual(0);
        appended.push(outcome);
      },
      failed: (asked, code) => void failed.push(`${asked} ${code}`),
    });
    return { memory, log, appended, failed };
  }

  it('is what became of each append', async () => {
    const { log, appended, failed } = measured();
    const [first, other] = [anEvent('ReportShared'), anEvent('ReportPublished')];
    await log.append(bradford, 'none', [first]);
    await log.append(bradford, 'none', [first]);
    await expect(log.append(bradford, 'none', [other])).rejects.toMatchObject({ code: 'revision-conflict' });
    await expect(log.append(bradford, 0, [{ ...other, id: first.id }])).rejects.toMatchObject({
      code: 'event-id-taken',
    });
    await log.close();
    await expect(log.append(bradford, 0, [other])).rejects.toMatchObject({ code: 'log-unavailable' });
    expect(appended).toEqual([
      'written',
      'already-there',
      'revision-conflict',
      'event-id-taken',
      'log-unavailable',
    ]);
    expect(failed).toEqual(['append log-unavailable']);
  });

  it('is every time that it could not be had', async () => {
    const { memory, log, failed } = measured();
    await log.append(bradford, 'none', [anEvent('ReportShared')]);
    memory.outOfOrder = true;
    const unavailable = { code: 'log-unavailable' };
    await expect(log.head()).rejects.toMatchObject(unavailable);
    await expect(log.find('x')).rejects.toMatchObject(unavailable);
    const { signal } = new AbortController();
    for (const read of [() => log.readCase(bradford), () => log.readAll(), () => log.subscribe({ signal })])
      await expect(
        (async () => {
          for await (const _ of read());
        })(),
      ).rejects.toMatchObject(unavailable);
    expect(failed).toEqual(
      ['head', 'find', 'readCase', 'readAll', 'subscribe'].map((asked) => `${asked} log-unavailable`),
    );
  });
});
