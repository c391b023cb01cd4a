import { england } from '../../../src/projections/england/england.ts';
import { day } from '../../domain/time/dates.ts';
import { anEvent } from '../../support/events.ts';
import { type AuthorityHistory, authority, judged, standingsOn, succeeded } from './given.ts';

const boardOn = (validAt: string, ...histories: readonly AuthorityHistory[]) =>
  england.board.answer(standingsOn(validAt, histories), day(validAt), {});

const rowOn = (validAt: string, history: AuthorityHistory) => boardOn(validAt, history).rows[0];

describe('the board', () => {
  const essex = authority(
    'Essex',
    '881',
    { region: 'East of England' },
    judged('2014-05-10', 'SIF', 'requires_improvement'),
    judged('2018-06-01', 'ILACS_2018', 'requires_improvement'),
    judged('2021-06-01', 'ILACS_2018', 'good', { issued: '2021-05-20' }),
  );

  it('shows the judgement of the latest publication, from its very day', () => {
    expect(rowOn('2021-05-31', essex)).toMatchObject({
      overall: 'requires_improvement',
      published: '2018-06-01',
    });
    expect(rowOn('2021-06-01', essex)).toMatchObject({
      overall: 'good',
      status: 'judged',
      framework: 'ILACS_2018',
      published: '2021-06-01',
      since: '2021-06-01',
      days: 0,
    });
  });

  it('counts the days of a grade from the first report of its unbroken run, across SIF and ILACS', () => {
    expect(rowOn('2018-06-02', essex)).toMatchObject({
      published: '2018-06-01',
      since: '2014-05-10',
      days: day('2018-06-02') - day('2014-05-10'),
    });
  });

  it("never runs on from 'good' of the older scale to 'good' of today's", () => {
    const history = authority(
      'Kent',
      '886',
      {},
      judged('2013-03-01', 'CP_2012', 'good'),
      judged('2014-03-01', 'SIF', 'good'),
    );
    expect(rowOn('2015-01-01', history)).toMatchObject({ overall: 'good', since: '2014-03-01' });
  });

  it('says why there is no overall grade', () => {
    const unjudged = authority('Suffolk', '935', {}, judged('2013-06-01', 'LAC_2013', null));
    const graded = authority(
      'Norfolk',
      '926',
      {},
      judged('2022-01-10', 'ILACS_2018', 'good'),
      judged('2026-06-01', 'ILACS_2026', null),
    );
    expect(rowOn('2026-07-01', unjudged)).toMatchObject({
      overall: null,
      status: 'not_yet_judged',
      since: null,
    });
    expect(rowOn('2026-07-01', graded)).toMatchObject({
      overall: null,
      status: 'no_overall_judgement',
      framework: 'ILACS_2026',
      published: '2026-06-01',
    });
    expect(boardOn('2026-07-01', unjudged, graded).counts).toMatchObject({
      good: 0,
      not_yet_judged: 1,
      no_overall_judgement: 1,
      authorities: 2,
    });
  });

  it('leaves out what was issued and not published', () => {
    const history = authority(
      'Devon',
      '878',
      {},
      judged('2015-05-01', 'SIF', 'requires_improvement', {
        areas: [{ area: 'leadership', grade: 'requires_improvement' }],
      }),
      judged(null, 'ILACS_2018', 'inadequate', {
        issued: '2020-03-01',
        areas: [{ area: 'leadership', grade: 'inadequate' }],
      }),
    );
    expect(rowOn('2020-04-01', history)).toMatchObject({
      overall: 'requires_improvement',
      areas: [{ area: 'leadership', grade: 'requires_improvement', since: '2015-05-01' }],
    });
  });

  it('takes areas in the order of publication, where reports overtook each other', () => {
    const leadership = (grade: 'good' | 'inadequate') => [{ area: 'leadership' as const, grade }];
    const history = authority(
      'Dorset',
      '838',
      {},
      judged('2019-09-01', 'ILACS_2018', 'inadequate', {
        issued: '2019-01-01',
        areas: leadership('inadequate'),
      }),
      judged('2019-05-01', 'ILACS_2018', 'good', { issued: '2019-04-20', areas: leadership('good') }),
    );
    expect(rowOn('2020-01-01', history)).toMatchObject({
      overall: 'inadequate',
      areas: [{ area: 'leadership', grade: 'inadequate', since: '2019-09-01' }],
    });
  });

  it('has those authorities that exist on the day: a reorganisation ends one and makes another', () => {
    const old = authority(
      'Cumbria',
      '909',
      {},
      judged('2022-11-01', 'ILACS_2018', 'good'),
      succeeded('2023-04-01', '909'),
    );
    const made = authority('Cumberland', '942', { since: '2023-04-01' });
    expect(boardOn('2023-03-31', old, made).rows.map(({ name }) => name)).toEqual(['Cumbria']);
    const after = boardOn('2023-04-01', old, made);
    expect(after.rows.map(({ name, status }) => [name, status])).toEqual([['Cumberland', 'not_yet_judged']]);
    expect(after.counts).toMatchObject({ good: 0, not_yet_judged: 1, authorities: 1 });
  });

  it('says who intervened and who delivers', () => {
    const history = authority('Sandwell', '333', {}, [
      anEvent('StatutoryDirectionIssued', { occurred: { date: '2016-10-06' } }),
      anEvent('TrustWentLive', {
        occurred: { date: '2018-04-01' },
        data: { trustId: 'trust', name: "Sandwell Children's Trust" },
      }),
    ]);
    expect(rowOn('2018-03-31', history)).toMatchObject({
      intervention: { level: 'direction', certainty: 'certain' },
      delivery: { by: 'council', name: null, since: null },
    });
    expect(rowOn('2018-04-01', history)).toMatchObject({
      delivery: { by: 'trust', name: "Sandwell Children's Trust", since: '2018-04-01' },
    });
  });

  it('narrows to a region or a kind, in the counts too', () => {
    const histories = [
      authority('Camden', '202', { region: 'London', kind: 'london_borough' }),
      authority('Cornwall', '908', { region: 'South West', kind: 'unitary_authority' }),
    ];
    const standings = standingsOn('2020-01-01', histories);
    const asked = (narrowed: object) => england.board.answer(standings, day('2020-01-01'), narrowed);
    expect(asked({ region: 'London' }).rows.map(({ name }) => name)).toEqual(['Camden']);
    expect(asked({ kind: 'unitary_authority' }).counts.authorities).toBe(1);
    expect(asked({ region: 'London', kind: 'unitary_authority' }).rows).toEqual([]);
    expect(asked({ region: 'london' }).rows).toEqual([]);
  });

  it('has one column for an area under whichever name its framework gives it', () => {
    const sif = judged('2015-05-01', 'SIF', 'good', {
      areas: [
        { area: 'help_and_protection', grade: 'good' },
        { area: 'looked_after_and_permanence', grade: 'requires_improvement' },
        { area: 'care_leavers', grade: 'outstanding' },
        { area: 'leadership', grade: 'inadequate' },
      ],
    });
    const ilacs = judged('2019-05-01', 'ILACS_2018', 'good', {
      areas: [{ area: 'in_care_and_care_leavers', grade: 'good' }],
    });
    const history = authority('Leeds', '383', {}, sif, ilacs);
    const areasOn = (validAt: string) => {
      const [{ table, rows } = { table: undefined, rows: () => [] }] = england.board.tables;
      const row = rows(boardOn(validAt, history))[0] ?? [];
      const named = Object.fromEntries(table?.columns.map(({ name, of }) => [name, of(row)]) ?? []);
      return [named.leadership, named.help_and_protection, named.looked_after, named.care_leavers];
    };
    expect(areasOn('2016-01-01')).toEqual(['inadequate', 'good', 'requires_improvement', 'outstanding']);
    expect(areasOn('2020-01-01')).toEqual([null, null, 'good', null]);
  });
});
