import { Caseline, type Question } from '../../src/caseline.ts';
import type { NewEvent } from '../../src/domain/events/catalogue.ts';
import { openMemoryLog } from '../../src/log/memory/memory-log.ts';
import type { DeadlinesAsked } from '../../src/projections/all-deadlines.ts';
import { anEvent } from '../support/events.ts';
import { sent } from '../support/http.ts';
import { hidden, reregistered, smallEngland } from '../support/small-england.ts';

const clock = { now: Date.parse('2019-06-03T09:00:00Z') };

async function recordedIn(events: readonly NewEvent[]): Promise<Caseline> {
  const log = openMemoryLog({ now: () => clock.now });
  for (const event of events) await log.append(event.caseId, 'any', [event]); // in the order given, whatever the case holds
  return new Caseline(log, () => clock.now);
}

/** A report that an authority got on a day, and that everybody knows of. */
const received = (la: string, on: string): NewEvent =>
  anEvent('ReportShared', {
    caseId: `authority-${la}`,
    occurred: { date: on },
    data: { inspectionId: 'ilacs' },
  });

const registered = (la: string): readonly NewEvent[] => (smallEngland[la] ?? []).slice(0, 1);
const events = [
  ...registered('383'),
  ...registered('380'),
  ...registered('202'),
  ...registered(hidden.la),
  received('383', '2019-03-01'),
  received('380', '2019-03-01'),
  received('202', '2019-02-01'),
  { ...received(hidden.la, '2019-03-01'), disclosures: [{ to: `council:${hidden.la}`, from: '2019-03-01' }] },
];
const question: Question = { viewer: 'public', validAt: '2019-03-14' };

describe('the deadlines of all authorities', () => {
  let caseline: Caseline;
  const rows = async (asked?: DeadlinesAsked, of: Question = question) =>
    (await caseline.deadlines(of, asked)).deadlines.map(
      ({ la, authority, id, dueLatest, status }) => `${la} ${authority} ${id} ${dueLatest} ${status}`,
    );
  beforeAll(async () => {
    caseline = await recordedIn(events);
  });
  afterAll(() => caseline.close());

  it('come by the day due, then by authority, each with whose it is', async () => {
    expect(await rows()).toEqual([
      '202 Camden ilacs/report-publication 2019-03-15 due',
      '380 Bradford ilacs/report-publication 2019-04-12 due',
      '383 Leeds ilacs/report-publication 2019-04-12 due',
      '202 Camden ilacs/statement-of-action 2019-05-15 due',
      '380 Bradford ilacs/statement-of-action 2019-06-13 due',
      '383 Leeds ilacs/statement-of-action 2019-06-13 due',
    ]);
  });

  it('are each what the authority’s own case says', async () => {
    const { basis, deadlines } = await caseline.deadlines(question, { authorities: ['leeds'] });
    const own = await caseline.replay('deadlines', 'leeds', question);
    expect(basis).toEqual(own.basis);
    expect(deadlines.map(({ la: _, authority: __, ...row }) => row)).toEqual(own.deadlines.deadlines);
  });

  it('can be those of some authorities, of a region, and of some standing', async () => {
    expect(await rows({ authorities: ['bradford', '202'] })).toHaveLength(4);
    expect(await rows({ authorities: ['bradford', '380'] })).toHaveLength(2);
    expect(await rows({ region: 'London' })).toHaveLength(2);
    expect(await rows({ region: 'London', authorities: ['380'] })).toEqual([]);
    const later = { ...question, validAt: '2019-04-15' };
    expect(await rows({ status: ['overdue'] }, later)).toHaveLength(3);
    expect(await rows({ status: ['overdue', 'due'], region: 'London' }, later)).toHaveLength(2);
  });

  it('are of no authority that the viewer may not know of', async () => {
    expect(await rows({}, { ...question, viewer: `council:${hidden.la}` })).toHaveLength(8);
    await expect(rows({ authorities: [hidden.la] })).rejects.toMatchObject({ code: 'unknown-authority' });
    await expect(rows({ authorities: ['nowhere'] })).rejects.toMatchObject({ code: 'unknown-authority' });
    await expect(rows({ region: hidden.region })).rejects.toMatchObject({
      code: 'invalid-question',
      message: expect.not.stringContaining(hidden.name),
    });
  });

  it('rest on one basis, and are the same for ever when it is asked again', async () => {
    const caseline = await recordedIn(events);
    const { basis, ...first } = await caseline.deadlines(question, { region: 'London' });
    const { viewer, validAt, knownAt, position } = basis;
    clock.now += 1_000;
    const renamed = reregistered('202', { name: 'Inner Camden', region: 'Inner London' }, '2019-06-03');
    const { caseId, recordedBy } = renamed;
    await caseline.record({ caseId, events: [sent(renamed)], recordedBy });
    const again = await caseline.deadlines({ viewer, validAt, knownAt, position }, { region: 'London' });
    expect(again).toEqual({ basis, ...first });
    // It was a region once, so that the question can still be asked.
    expect((await caseline.deadlines(question, { region: 'London' })).deadlines).toEqual([]);
    const now = await caseline.deadlines(question, { region: 'Inner London' });
    expect(now.basis.position).toBe(renamed.id);
    expect(now.deadlines.map(({ authority }) => authority)).toEqual(['Inner Camden', 'Inner Camden']);
    await caseline.close();
  });
});

describe('a calendar', () => {
  const standing = async (caseline: Caseline, viewer: Question['viewer'] = 'public') =>
    (await caseline.calendar(viewer)).calendar.map(
      ({ deadline, sequence }) => `${deadline.la} ${deadline.id} ${deadline.status} ${sequence}`,
    );

  it('holds what is due, met, missed or passed, and nothing of which the record could not tell', async () => {
    const aReportAlone = smallEngland[383]?.slice(0, 4) ?? [];
    const caseline = await recordedIn([...aReportAlone, ...registered('202'), received('202', '2019-02-01')]);
    const { deadlines } = await caseline.deadlines({ viewer: 'public' });
    expect(deadlines.filter(({ status }) => status === 'not_recorded')).toHaveLength(2);
    expect(await standing(caseline)).toEqual([
      '202 ilacs/report-publication overdue 0',
      '202 ilacs/statement-of-action overdue 0',
    ]);
    await caseline.close();
  });

  it('shows each viewer how often a deadline became another as far as they may know', async () => {
    const shared = received('202', '2019-05-01');
    const correction = anEvent('EventCorrected', {
      caseId: 'authority-202',
      disclosures: [{ to: 'council:202', from: '2019-05-02' }],
      data: {
        target: shared.id,
        reason: 'source_error',
        replacement: { occurred: { date: '2019-05-02' } },
      },
    });
    const caseline = await recordedIn([...registered('202'), shared, correction]);
    expect(await standing(caseline)).toEqual([
      '202 ilacs/report-publication due 0',
      '202 ilacs/statement-of-action due 0',
    ]);
    expect(await standing(caseline, 'council:202')).toEqual([
      '202 ilacs/report-publication due 1',
      '202 ilacs/statement-of-action due 1',
    ]);
    await caseline.close();
  });
});
