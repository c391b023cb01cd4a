import type { Caseline } from '../../src/caseline.ts';
import type { TimelineEntry } from '../../src/projections/timeline.ts';
import {
  authorities,
  EnglandByHand,
  existsOn,
  greenwood,
  inspections,
  onSiteOf,
  survivalByRedistribution,
  tally,
} from '../support/england-by-hand.ts';
import { bundledEngland } from '../support/england-log.ts';
import { countsOn } from '../support/spells-on.ts';

const byHand = new EnglandByHand(inspections);
const yearEnds = Array.from({ length: 11 }, (_, index) => `${2013 + index}-12-31`);
const lastDay = '2023-12-31';
const viewer = 'public';

let caseline: Caseline;
let imported: unknown;

describe('England as the bundled tables have it', () => {
  beforeAll(async () => {
    ({ caseline, imported } = await bundledEngland());
  });

  it('takes every row', () => {
    expect(imported).toMatchObject({ refused: 0, problems: [] });
    expect([authorities.length, inspections.length]).toEqual([153, 374]);
  });

  it.each(yearEnds)(
    'has the latest published judgement of each of the 153 authorities on %s',
    async (day) => {
      const wanted = byHand.board(day);
      for (const question of [{ asOf: day }, { validAt: day }]) {
        const { board } = await caseline.england('board', { viewer, ...question });
        const found = board.rows.map(({ la, overall, published }) => [la, [overall, published]]);
        expect(Object.fromEntries(found)).toEqual(wanted);
        expect(found).toHaveLength(Object.keys(wanted).length);
        expect(board.counts).toMatchObject(byHand.counts(day));
      }
      const absent = authorities.filter((authority) => !existsOn(authority, day));
      expect(absent.length + Object.keys(wanted).length).toBe(153);
      for (const authority of absent) expect(byHand.judged(authority, day)).toEqual([]);
    },
  );

  it('has in each authority’s own case and journey what the reports say, in their order', async () => {
    for (const authority of authorities) {
      const { la_code: la = '', name } = authority;
      const wanted = byHand.judged(authority, lastDay);
      const { journey } = await caseline.replay('journey', la, { viewer, asOf: lastDay });
      const judgements = journey.spells.flatMap((spell) => spell.judgements);
      expect([name, judgements.map(({ published, overall }) => [published, overall])]).toEqual([
        name,
        wanted.map(({ published_date, overall }) => [published_date, overall]),
      ]);
      const answer = await caseline.replay('case', la, { viewer, asOf: lastDay });
      const { current } = answer.case.judgement;
      // Before 2013 no framework here gave an overall judgement: that shows where there is no later one.
      expect([name, current?.overall ?? null]).toEqual([name, wanted.at(-1)?.overall ?? null]);
    }
  });

  it('has each report once', async () => {
    for (const authority of authorities) {
      const { timeline } = await caseline.timeline(authority.la_code ?? '', { viewer });
      const dates = (type: string) => timeline.flatMap((one) => (one.type === type ? [one.date] : []));
      const reports = byHand.reports(authority);
      expect(dates('ReportPublished')).toEqual(reports.map(({ published_date }) => published_date));
      // Of older frameworks, mentions in the reports tell more than there are reports.
      const since2013 = ({ type, title }: TimelineEntry) =>
        type === 'InspectionCarriedOut' && /^(SIF|ILACS) /.test(title);
      expect(timeline.filter(since2013).map(({ date }) => date)).toEqual(
        reports.filter(({ framework }) => framework !== 'LAC_2013').map(onSiteOf),
      );
    }
  });

  it('counts at every end of a month what the board counts on that day', async () => {
    const { series } = await caseline.england('series', { viewer, asOf: lastDay }, { step: 'month' });
    expect(series.points).toHaveLength(12 * 12);
    for (const { day, counts } of series.points)
      expect([day, counts]).toMatchObject([day, byHand.counts(day)]);
    for (const { day, counts } of series.points.filter((_, index) => index % 13 === 5)) {
      const { board } = await caseline.england('board', { viewer, validAt: day });
      expect(board.counts).toEqual(counts);
    }
  });

  it('has the whole time of each authority in spells: on each day as many as the board counts', async () => {
    const { spells } = await caseline.england('spells', { viewer, asOf: lastDay });
    expect(spells.rows).toHaveLength(153);
    expect(spells.rows.flatMap((row) => row.spells)).toHaveLength(440);
    for (const authority of authorities) {
      const row = spells.rows.find(({ la }) => la === authority.la_code);
      const judgements = row?.spells.flatMap((spell) =>
        spell.judgements.map(({ published }) => [published, spell.place]),
      );
      const wanted = byHand.judged(authority, lastDay);
      expect([authority.name, judgements]).toEqual([
        authority.name,
        wanted.map(({ published_date, overall }) => [published_date, overall]),
      ]);
    }
    const firstDays = new Set(spells.rows.flatMap((row) => row.spells.map(({ from }) => from)));
    for (const day of firstDays)
      expect([day, countsOn(day, spells)]).toMatchObject([day, byHand.counts(day)]);
    for (const day of [...firstDays, lastDay].filter((_, index) => index % 13 === 0)) {
      const { board } = await caseline.england('board', { viewer, validAt: day });
      expect([day, countsOn(day, spells)]).toEqual([day, board.counts]);
    }
  });

  it('counts every step from one judgement to the next', async () => {
    const { transitions } = await caseline.england('transitions', { viewer, asOf: lastDay });
    const found = transitions.cells.map(({ from, to, count }) => [`${from.grade} > ${to.grade}`, count]);
    expect(Object.fromEntries(found)).toEqual(byHand.transitions(lastDay));
    const judged = authorities.map((authority) => byHand.judged(authority, lastDay).length);
    expect(transitions.count).toBe(judged.reduce((sum, count) => sum + Math.max(0, count - 1), 0));
  });

  it.each(['2016-06-30', '2019-12-31', lastDay])('has every spell of inadequate by %s', async (day) => {
    const answer = await caseline.england('time-inadequate', { viewer, asOf: day });
    const { spells, survival } = answer['time-inadequate'];
    const wanted = byHand.spells(day);
    const key = ({ la, from }: { la: string; from: string }) => `${la} ${from}`;
    const byKey = (a: { la: string; from: string }, b: typeof a) => (key(a) < key(b) ? -1 : 1);
    expect(
      spells.map(({ la, from, to, days, judgements }) => ({ la, from, to, days, judgements })).sort(byKey),
    ).toEqual(wanted.toSorted(byKey));
    expect(tally(spells.map(({ outcome }) => outcome))).toEqual(
      tally(wanted.map(({ to }) => (to === null ? 'open' : 'improved'))),
    );

    const curve = survivalByRedistribution(wanted);
    expect(survival.steps.map(({ days }) => days)).toEqual([...curve.keys()]);
    for (const step of survival.steps) {
      expect(step.survival).toBeCloseTo(curve.get(step.days) ?? Number.NaN, 10);
      if (step.lower === null || step.upper === null) continue;
      const width = 1.959964 * Math.sqrt(greenwood(wanted, step.days));
      expect(Math.log(step.lower)).toBeCloseTo(Math.log(step.survival) - width, 9);
      expect(step.upper).toBeCloseTo(Math.min(1, step.survival * Math.exp(width)), 9);
    }
    const firstAt = (height: (days: number) => number) =>
      [...curve.keys()].find((days) => height(days) <= 0.5 + 1e-9) ?? null;
    const at = (days: number) => curve.get(days) ?? 1;
    const band = (days: number) => Math.exp(1.959964 * Math.sqrt(greenwood(wanted, days)));
    expect(survival.median).toEqual({
      days: firstAt(at),
      lower: firstAt((days) => at(days) / band(days)),
      upper: firstAt((days) => at(days) * band(days)),
    });
  });

  it('says of the time spent inadequate, at the end of 2023: 57 spells, 44 over, median 1,179 days', async () => {
    const answer = await caseline.england('time-inadequate', { viewer, asOf: lastDay });
    const { n, events, median } = answer['time-inadequate'].survival;
    expect({ n, events, median }).toEqual({
      n: 57,
      events: 44,
      median: { days: 1179, lower: 1039, upper: 1348 },
    });
  });

  it('has Bradford inadequate from 29 October 2018, and the second judgement does not restart that', async () => {
    const { journey } = await caseline.replay('journey', 'bradford', { viewer, asOf: lastDay });
    expect(
      journey.spells.map(({ grade, from, to, judgements }) => ({ grade, from, to, of: judgements.length })),
    ).toEqual([
      { grade: 'requires_improvement', from: '2014-05-23', to: '2018-10-29', of: 1 },
      { grade: 'inadequate', from: '2018-10-29', to: null, of: 2 },
    ]);
    const { board } = await caseline.england('board', { viewer, asOf: lastDay });
    expect(board.rows.find(({ la }) => la === '380')).toMatchObject({
      overall: 'inadequate',
      published: '2023-01-31',
      since: '2018-10-29',
      days: 1889,
    });
  });

  it('keeps both spans of South Tyneside’s inspection, and the pause between them', async () => {
    const { timeline } = await caseline.timeline('south-tyneside', { viewer, asOf: lastDay });
    expect(timeline.filter(({ type }) => type === 'InspectionCarriedOut').at(-1)).toMatchObject({
      date: '{2022-12-05..2022-12-09,2023-02-14..2023-02-15}',
      when: '5 to 9 December 2022 and 14 to 15 February 2023',
    });
    const onSite = [
      { from: '2022-12-05', to: '2022-12-09', precise: true },
      { from: '2023-02-14', to: '2023-02-15', precise: true },
    ];
    const paused = await caseline.replay('case', 'south-tyneside', { viewer, validAt: '2023-01-10' });
    expect(paused.case.inspection).toMatchObject({ phase: 'paused', onSite: onSite.slice(0, 1) });
    const over = await caseline.replay('case', 'south-tyneside', { viewer, asOf: '2023-05-10' });
    expect(over.case.inspection).toMatchObject({ phase: 'published', onSite });
  });

  it.each([
    ['2019-04-01', ['838', '839']],
    ['2021-04-01', ['940', '941']],
    ['2023-04-01', ['942', '943']],
  ])('begins the authorities made on %s on that day', async (day, made) => {
    const before = new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
    const on = async (asOf: string) => (await caseline.england('board', { viewer, asOf })).board.rows;
    expect((await on(before)).filter(({ la }) => made.includes(la))).toEqual([]);
    expect((await on(day)).filter(({ la }) => made.includes(la))).toMatchObject(
      made.map(() => ({ overall: null, status: 'not_yet_judged', published: null })),
    );
  });
});
