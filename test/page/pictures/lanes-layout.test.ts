import { anEvent } from '../../support/events.ts';
import { drawnFrom, drawnIn, itemsIn, lanesOfBradford, lanesOfEvents, named, names } from './drawn-lanes.ts';

const inspectionOn = (date: string) => anEvent('InspectionCarriedOut', { occurred: { date } });
const publishedOn = (date: string) => anEvent('ReportPublished', { occurred: { date } });
const seen = { validAt: '2024-12-31' };

describe('the picture of lanes', () => {
  it('draws an inspection where it was on site, and a line over the days between', () => {
    const lanes = lanesOfEvents([inspectionOn('{2022-12-05..2022-12-09,2023-02-14..2023-02-15}')], seen);
    const picture = drawnFrom(lanes, '2022-12-01', '2023-02-28');
    const perDay = picture.plot.width / 90;
    const [inspection] = drawnIn(picture, 'inspections');
    expect(inspection?.stretches).toMatchObject([
      { left: 'closed', right: 'closed', bars: [{ fade: 'none' }] },
      { left: 'closed', right: 'closed', bars: [{ fade: 'none' }] },
    ]);
    const [december, february] = inspection?.stretches ?? [];
    expect(december?.x).toBeCloseTo(picture.plot.left + 4 * perDay, 0);
    expect(december?.width).toBeCloseTo(5 * perDay, 0);
    expect(february?.width).toBeCloseTo(2 * perDay, 0);
    expect(inspection?.joins).toHaveLength(1);
    expect(inspection?.joins[0]?.width).toBeCloseTo(66 * perDay, 0);
  });

  it('draws a known day as a mark, and an unknown one as a bar that fades at both ends', () => {
    const lanes = lanesOfEvents(
      [publishedOn('2018-10-29'), anEvent('DraftReportIssued', { occurred: { date: '2018-10' } })],
      seen,
    );
    const picture = drawnFrom(lanes, '2018-09-01', '2018-12-31');
    const items = drawnIn(picture, 'inspections');
    expect(named(items, 'Report published')).toMatchObject({ mark: { shape: 'circle' }, stretches: [] });
    expect(named(items, 'Draft report issued')).toMatchObject({
      mark: null,
      stretches: [{ left: 'fuzzy', right: 'fuzzy', bars: [{ fade: 'both' }] }],
    });
  });

  it('lets a band fade in over the days on which it can have begun, and leaves it open while it lasts', () => {
    const lanes = lanesOfEvents([anEvent('CommissionerAppointed', { occurred: { date: '2021-09' } })], {
      validAt: '2022-03-31',
    });
    const [band] = drawnIn(drawnFrom(lanes, '2021-01-01', '2022-12-31', '2022-03-31'), 'intervention');
    expect(band?.stretches).toMatchObject([
      { left: 'fuzzy', right: 'open', bars: [{ fade: 'in' }, { fade: 'none' }] },
    ]);
  });

  it('cuts off what reaches beyond its days with an open edge, and leaves out what lies outside', () => {
    const lanes = lanesOfEvents([inspectionOn('2018-09-17/2018-09-28'), publishedOn('2018-10-29')], seen);
    const picture = drawnFrom(lanes, '2018-09-20', '2018-10-10');
    const items = drawnIn(picture, 'inspections');
    expect(names(items)).toEqual(['ILACS inspection carried out, 17 to 28 September 2018']);
    expect(items[0]?.stretches).toMatchObject([{ x: picture.plot.left, left: 'open', right: 'closed' }]);
  });

  it('leads the line over the days between on to what is not shown', () => {
    const lanes = lanesOfEvents([inspectionOn('{2022-12-05..2022-12-09,2023-02-14..2023-02-15}')], seen);
    const picture = drawnFrom(lanes, '2022-12-01', '2022-12-31');
    const [inspection] = drawnIn(picture, 'inspections');
    const [join] = inspection?.joins ?? [];
    expect((join?.x ?? 0) + (join?.width ?? 0)).toBe(picture.plot.left + picture.plot.width);
  });

  it('does not let fade at its edge what goes on beyond it', () => {
    const lanes = lanesOfEvents([anEvent('DraftReportIssued', { occurred: { date: '2017/2019' } })], seen);
    const barsFrom = (from: string, to: string) =>
      drawnIn(drawnFrom(lanes, from, to), 'inspections')[0]?.stretches[0]?.bars.map(({ fade }) => fade);
    expect(barsFrom('2016-01-01', '2018-01-01')).toEqual(['in']);
    expect(barsFrom('2018-01-01', '2020-12-31')).toEqual(['out']);
    expect(barsFrom('2018-01-01', '2018-12-31')).toEqual(['flat']);
  });

  it('makes one mark of what it has no room to tell apart: how many, and from when to when', async () => {
    const lanes = await lanesOfBradford({ viewer: 'council:380', asOf: '2018-10-26' });
    const picture = drawnFrom(lanes, '2018-07-01', '2019-03-31', '2018-10-26');
    const cluster = drawnIn(picture, 'inspections').find(({ form }) => form === 'cluster');
    expect(cluster).toMatchObject({ name: '5 facts, 24 October 2018', count: { value: 5 } });
    const ids = itemsIn(lanes, 'inspections').map(({ event }) => `#fact-${event}`);
    expect(ids).toContain(cluster?.href);
    const years = drawnFrom(await lanesOfBradford({ viewer: 'public' }), '2012-01-01', '2026-12-31');
    expect(names(drawnIn(years, 'deadlines'))).toContain('2 deadlines, 9 November to 12 December 2018');
  });

  it('leads from each mark to its fact', async () => {
    const lanes = await lanesOfBradford({ viewer: 'public' });
    const [, published] = itemsIn(lanes, 'overall');
    const picture = drawnFrom(lanes, '2018-07-01', '2019-03-31');
    expect(named(drawnIn(picture, 'overall'), 'Inadequate overall').href).toBe(`/events/${published?.event}`);
  });

  it('gives everything at least what a finger needs, also where the picture is at its smallest', async () => {
    const lanes = await lanesOfBradford({ viewer: 'public' });
    const smallest = 1056 / 1200; // `min-width` in _lanes.scss
    for (const [from, to] of [
      ['2012-01-01', '2026-12-31'],
      ['2018-10-01', '2018-10-31'],
    ] as const) {
      const { lanes: all } = drawnFrom(lanes, from, to);
      const hits = all.flatMap(({ items }) => items.map(({ hit }) => hit));
      expect(Math.min(...hits.map(({ width }) => width * smallest))).toBeGreaterThanOrEqual(24);
      expect(Math.min(...hits.map(({ height }) => height * smallest))).toBeGreaterThanOrEqual(24);
    }
  });

  it('writes a grade in its band where it fits, or else its shape, or else beside it', () => {
    const judged = (inspectionId: string, published: string) => [
      anEvent('JudgementsIssued', { occurred: { date: published }, data: { inspectionId } }),
      anEvent('ReportPublished', { occurred: { date: published }, data: { inspectionId } }),
    ];
    const lanes = lanesOfEvents(judged('2018-ilacs', '2018-06-01'), { validAt: '2018-12-31' });
    const textIn = (from: string, to: string) =>
      drawnIn(drawnFrom(lanes, from, to, '2018-12-31'), 'overall')[0]?.text;
    expect(textIn('2018-01-01', '2018-12-31')).toMatchObject({ value: 'Inadequate', isInside: true });
    expect(textIn('2018-01-01', '2030-12-31')).toMatchObject({ value: 'Inadequate', isInside: false });
    expect(textIn('2013-01-01', '2018-12-31')).toMatchObject({ value: '', isInside: true });
  });

  it('puts each clock at the end of its day, and hides it where that is not shown', async () => {
    const lanes = await lanesOfBradford({ viewer: 'public', asOf: '2018-10-26' });
    const { clocks, plot } = drawnFrom(lanes, '2018-10-01', '2018-10-31', '2018-10-26', '2019-01-01');
    expect(clocks).toMatchObject([
      { clock: 'validAt', words: 'had happened by 26 October 2018', isShown: true },
      { clock: 'knownAt', words: 'was known by 1 January 2019', isShown: false },
    ]);
    expect(clocks[0]?.x).toBeCloseTo(plot.left + (plot.width * 26) / 31, 0);
  });

  it('gives each thing an id of its own, which stays when other days are shown', async () => {
    const lanes = await lanesOfBradford({ viewer: 'public' });
    const idsFrom = (from: string, to: string) =>
      drawnFrom(lanes, from, to).lanes.flatMap(({ items }) => items.map(({ id }) => id));
    const all = idsFrom('2012-01-01', '2026-12-31');
    expect(new Set(all).size).toBe(all.length);
    expect(idsFrom('2023-03-01', '2023-12-31').filter((id) => all.includes(id))).not.toHaveLength(0);
    expect(all).toContain('deadlines-2018-ilacs/statement-of-action');
  });

  it('shows of the areas those that were judged in its days, and every other lane', async () => {
    const lanes = await lanesOfBradford({ viewer: 'public' });
    const shown = drawnFrom(lanes, '2024-01-01', '2024-12-31').lanes.map(({ id }) => id);
    expect(shown).toContain('area-in_care_and_care_leavers');
    expect(shown).not.toContain('area-adoption');
    expect(shown).toContain('visits');
  });

  it('is the same for the same history', async () => {
    const draw = async () =>
      drawnFrom(await lanesOfBradford({ viewer: 'public' }), '2012-01-01', '2026-12-31');
    expect(await draw()).toEqual(await draw());
  });
});
