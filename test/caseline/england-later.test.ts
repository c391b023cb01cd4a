import type { Caseline } from '../../src/caseline.ts';
import type { TimelineEntry } from '../../src/projections/timeline.ts';
import { authorities, EnglandByHand, inspections, onSiteOf } from '../support/england-by-hand.ts';
import { changes, dropped, knownThen, laterTable, newRows } from '../support/england-later.ts';
import { bundledEngland, delivered, tableOf } from '../support/england-log.ts';

const before = new EnglandByHand(inspections);
const after = new EnglandByHand(knownThen);
const yearEnds = Array.from({ length: 13 }, (_, index) => `${2013 + index}-12-31`);
const viewer = 'public';
const later = [tableOf('inspections', laterTable)];

let caseline: Caseline;
let clock: { now: number };
let second: Awaited<ReturnType<typeof delivered>>;
/** The last event of the first import, and the day of it. */
let position: string;
const firstDay = '2026-11-22';
const secondDay = '2026-12-15';

const boardOf = async (question: object) => {
  const { board } = await caseline.england('board', { viewer, ...question });
  return Object.fromEntries(board.rows.map(({ la, overall, published }) => [la, [overall, published]]));
};

describe('a later delivery of the table of inspections, over the bundled ones', () => {
  beforeAll(async () => {
    ({ caseline, clock } = await bundledEngland());
    ({ position } = (await caseline.england('board', { viewer: 'recorder' })).basis);
    clock.now = Date.parse(`${secondDay}T12:00:00Z`);
    second = await delivered(caseline, later, secondDay);
  });

  it('is taken whole: what is new, what is changed, and nothing else', () => {
    expect(second.problems).toEqual([]);
    expect(second).toMatchObject({
      refused: 0,
      recorded: newRows.length + changes.size,
      alreadyThere: inspections.length - changes.size - 1,
    });
    expect(new Set(newRows.map(({ urn }) => urn)).size).toBe(40);
  });

  it.each(yearEnds)(
    'has the latest published judgement of each authority on %s, with what it corrects',
    async (day) => {
      const wanted = after.board(day);
      expect(await boardOf({ asOf: day })).toEqual(wanted);
      expect(await boardOf({ validAt: day })).toEqual(wanted);
    },
  );

  it('changes what is said of the years before only where it says otherwise', () => {
    const changed = yearEnds.slice(0, 11).flatMap((day) => {
      const then = after.board(day);
      return Object.entries(before.board(day)).filter(([la, cell]) => String(cell) !== String(then[la]));
    });
    expect(changed.length).toBeGreaterThan(changes.size);
  });

  it.each(yearEnds)('leaves what was said of %s before it to be asked for', async (day) => {
    const wanted = before.board(day);
    for (const cut of [{ recordedAt: firstDay }, { position }]) {
      expect(await boardOf({ asOf: day, viewer: 'recorder', ...cut })).toEqual(wanted);
      if ('recordedAt' in cut) expect(await boardOf({ validAt: day, ...cut })).toEqual(wanted);
    }
  });

  it('has each report once, on the days of the later table', async () => {
    for (const authority of authorities) {
      const { timeline } = await caseline.timeline(authority.la_code ?? '', { viewer });
      const reports = after.reports(authority);
      const dates = (type: string) => timeline.flatMap((one) => (one.type === type ? [one.date] : []));
      expect(dates('ReportPublished')).toEqual(reports.map(({ published_date }) => published_date));
      const since2013 = ({ type, title }: TimelineEntry) =>
        type === 'InspectionCarriedOut' && /^(SIF|ILACS) /.test(title);
      expect(timeline.filter(since2013).map(({ date }) => date)).toEqual(
        reports.filter(({ framework }) => framework !== 'LAC_2013').map(onSiteOf),
      );
    }
  });

  it('has every spell of inadequate at the end of 2025', async () => {
    const answer = await caseline.england('time-inadequate', { viewer, asOf: '2025-12-31' });
    const found = answer['time-inadequate'].spells.map(
      ({ la, from, to, days }) => `${la} ${from} ${to} ${days}`,
    );
    const wanted = after.spells('2025-12-31').map(({ la, from, to, days }) => `${la} ${from} ${to} ${days}`);
    expect(found.toSorted()).toEqual(wanted.toSorted());
  });

  it('judges Cumberland for the first time', async () => {
    const [first] = newRows.filter(({ authority }) => authority === 'Cumberland');
    const { board } = await caseline.england('board', { viewer, asOf: first?.published_date ?? '' });
    expect(board.rows.find(({ name }) => name === 'Cumberland')).toMatchObject({
      overall: first?.overall,
      framework: 'ILACS_2023',
      since: first?.published_date,
    });
  });

  it('keeps a report that it does not have any more', async () => {
    const { timeline } = await caseline.timeline('camden', { viewer });
    expect(timeline.map(({ date }) => date)).toContain(dropped.published_date);
  });

  it('adds nothing when it is delivered again, on another day or in another order', async () => {
    const { position: last } = (await caseline.england('board', { viewer: 'auditor' })).basis;
    clock.now = Date.parse('2027-02-01T12:00:00Z');
    const reversed = [tableOf('inspections', laterTable.toReversed())];
    for (const again of [later, reversed])
      expect(await delivered(caseline, again, '2027-02-01')).toMatchObject({
        recorded: 0,
        events: 0,
        refused: 0,
      });
    expect((await caseline.england('board', { viewer: 'auditor' })).basis.position).toBe(last);
  });

  it('gives the earlier answers again once the earlier table is delivered again', async () => {
    expect(await delivered(caseline, [tableOf('inspections', inspections)], secondDay)).toMatchObject({
      recorded: changes.size,
      problems: [],
    });
    for (const day of yearEnds.slice(0, 11)) expect(await boardOf({ asOf: day })).toEqual(before.board(day));
  });
});
