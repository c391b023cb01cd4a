import { setImmediate } from 'node:timers/promises';
import { Caseline } from '../../src/caseline.ts';
import type { EventLog } from '../../src/log/event-log.ts';
import { measuredLog } from '../../src/log/measured-log.ts';
import { anEvent } from '../support/events.ts';
import { World } from '../support/world.ts';

const recordedBy = { name: 'A. Recorder', party: 'recorder' };
const caseId = 'authority-380';

/** Of other fields than those that a recorder sends. */
const sent = ({ caseId: _, recordedBy: __, ...event }: ReturnType<typeof anEvent>) => event;

/** The same log, whose appends wait until they are let through. */
function held(log: EventLog): { readonly log: EventLog; letThrough: () => void } {
  let letThrough = (): void => {};
  const open = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  const watched = measuredLog(log, { appended: () => {}, failed: () => {} });
  const append: EventLog['append'] = async (...asked) => {
    await open;
    return log.append(...asked);
  };
  return { log: { ...watched, append }, letThrough };
}

describe('two instances that record in one case', () => {
  let world: World;
  beforeEach(async () => {
    world = new World();
    await world.write([anEvent('AuthorityRegistered')]);
  });
  afterEach(() => world.end());

  const target = anEvent('MeasureReported');
  const withdrawn = () =>
    anEvent('EventWithdrawn', { disclosures: [], data: { target: target.id, reason: 'data_entry' } });
  const corrected = () =>
    anEvent('EventCorrected', {
      data: { target: target.id, reason: 'data_entry', replacement: { occurred: { date: '2020-06' } } },
    });

  it('accept no correction of what the other has withdrawn, whatever was on its way before it', async () => {
    await world.write([target]);
    const { log, letThrough } = held(world.log);
    const slow = new Caseline(log, () => world.now);
    const record = (event: ReturnType<typeof anEvent>) =>
      slow.record({ caseId, recordedBy, events: [sent(event)] });
    const first = record(anEvent('MeasureReported'));
    for (let turn = 0; turn < 20; turn += 1) await setImmediate();
    const second = record(corrected());
    for (let turn = 0; turn < 20; turn += 1) await setImmediate();
    await world.caseline.record({ caseId, recordedBy, events: [sent(withdrawn())] });
    letThrough();
    expect(await first).toMatchObject({ alreadyThere: false });
    await expect(second).rejects.toMatchObject({ code: 'rule-broken' });
  });

  it('know what the other has recorded by a clock that is ahead', async () => {
    await world.write([target]);
    const ahead = new Caseline(world.log, () => world.now);
    world.pass(3_600_000);
    await ahead.record({ caseId, recordedBy, events: [sent(withdrawn())] });
    world.pass(-3_600_000);
    const behind = new Caseline(world.log, () => world.now);
    await expect(behind.record({ caseId, recordedBy, events: [sent(corrected())] })).rejects.toMatchObject({
      code: 'rule-broken',
    });
    expect(
      await behind.record({ caseId, recordedBy, events: [sent(anEvent('MeasureReported'))] }),
    ).toMatchObject({ alreadyThere: false });
    expect((await world.log.verify()).damage).toEqual([]);
  });
});
