import fc from 'fast-check';
import { formatDay } from '../../../src/domain/time/civil-day.ts';
import { england } from '../../../src/projections/england/england.ts';
import { day } from '../../domain/time/dates.ts';
import { countsOn } from '../../support/spells-on.ts';
import {
  type AuthorityHistory,
  anyAuthorities,
  anyValidAt,
  authority,
  historiesOf,
  judged,
  standingsOn,
  succeeded,
} from './given.ts';

const spellsOn = (validAt: string, ...histories: readonly AuthorityHistory[]) =>
  england.spells.answer(standingsOn(validAt, histories), day(validAt), {});

/** The spells of one authority, as 'place from to'. */
const cutOn = (validAt: string, history: AuthorityHistory) =>
  spellsOn(validAt, history).rows.flatMap(({ spells }) =>
    spells.map(({ place, from, to }) => `${place} ${from} ${to ?? ''}`.trimEnd()),
  );

describe('the spells', () => {
  const bradford = authority(
    'Bradford',
    '380',
    { region: 'Yorkshire' },
    judged('2014-05-23', 'SIF', 'requires_improvement'),
    judged('2018-10-29', 'ILACS_2018', 'inadequate'),
    judged('2023-01-31', 'ILACS_2018', 'inadequate'),
  );
  const inadequate = {
    place: 'inadequate',
    from: '2018-10-29',
    framework: 'ILACS_2018',
    published: '2018-10-29',
  };

  it('are the whole time of an authority, a renewed judgement inside of its spell', () => {
    expect(spellsOn('2023-12-31', bradford).rows).toMatchObject([
      {
        la: '380',
        slug: 'bradford',
        name: 'Bradford',
        region: 'Yorkshire',
        kind: 'county',
        registered: '1974-04-01',
        ended: null,
        spells: [
          {
            place: 'not_yet_judged',
            from: '1974-04-01',
            to: '2014-05-23',
            framework: null,
            inspectionId: null,
            published: null,
            judgements: [],
          },
          {
            place: 'requires_improvement',
            from: '2014-05-23',
            to: '2018-10-29',
            days: day('2018-10-29') - day('2014-05-23'),
            framework: 'SIF',
            inspectionId: 'inspected-2014-05-23-sif',
            published: '2014-05-23',
          },
          {
            ...inadequate,
            to: null,
            days: 1889,
            judgements: [
              {
                inspectionId: 'inspected-2018-10-29-ilacs-2018',
                framework: 'ILACS_2018',
                published: '2018-10-29',
              },
              {
                inspectionId: 'inspected-2023-01-31-ilacs-2018',
                framework: 'ILACS_2018',
                published: '2023-01-31',
              },
            ],
          },
        ],
      },
    ]);
  });

  it('know of nothing that was published after the day', () => {
    const before = spellsOn('2018-10-28', bradford).rows[0]?.spells.at(-1);
    expect(before).toMatchObject({ place: 'requires_improvement', to: null });
    const onTheDay = spellsOn('2018-10-29', bradford).rows[0]?.spells.at(-1);
    expect(onTheDay).toMatchObject({ ...inadequate, to: null, days: 0 });
    expect(onTheDay?.judgements).toHaveLength(1);
  });

  it('of an authority that a reorganisation ended stay, and end with it', () => {
    const old = authority(
      'Cumbria',
      '909',
      {},
      judged('2022-11-01', 'ILACS_2018', 'good'),
      succeeded('2023-04-01', '909'),
      judged('2023-05-01', 'ILACS_2018', 'inadequate'),
    );
    const made = authority('Cumberland', '942', { since: '2023-04-01' });
    expect(spellsOn('2023-03-31', old, made).rows.map(({ name, ended }) => [name, ended])).toEqual([
      ['Cumbria', null],
    ]);
    const { rows } = spellsOn('2024-01-01', old, made);
    expect(rows).toMatchObject([
      { name: 'Cumberland', registered: '2023-04-01', ended: null },
      { name: 'Cumbria', ended: '2023-04-01' },
    ]);
    expect(cutOn('2024-01-01', made)).toEqual(['not_yet_judged 2023-04-01']);
    expect(cutOn('2024-01-01', old)).toEqual([
      'not_yet_judged 1974-04-01 2022-11-01',
      'good 2022-11-01 2023-04-01',
    ]);
  });

  it('begin with the authority, where something was published before', () => {
    const history = authority(
      'Cumberland',
      '942',
      { since: '2023-04-01' },
      judged('2022-05-01', 'ILACS_2018', 'inadequate'),
      judged('2022-11-01', 'ILACS_2018', 'good'),
      judged('2023-06-01', 'ILACS_2023', 'good'),
    );
    const [row] = spellsOn('2024-01-01', history).rows;
    expect(row?.spells).toMatchObject([
      { place: 'good', from: '2023-04-01', published: '2022-11-01', framework: 'ILACS_2018' },
    ]);
    expect(row?.spells[0]?.judgements.map(({ published }) => published)).toEqual([
      '2022-11-01',
      '2023-06-01',
    ]);
  });

  it('are of what the board counts: good is good on both scales', () => {
    const history = authority(
      'Kent',
      '886',
      {},
      judged('2013-03-01', 'CP_2012', 'good'),
      judged('2014-03-01', 'SIF', 'good'),
      judged('2026-06-01', 'ILACS_2026', null),
      judged('2026-09-01', 'ILACS_2026', null),
    );
    expect(cutOn('2027-01-01', history)).toEqual([
      'not_yet_judged 1974-04-01 2013-03-01',
      'good 2013-03-01 2026-06-01',
      'no_overall_judgement 2026-06-01',
    ]);
    const frameworks = spellsOn('2027-01-01', history).rows[0]?.spells.map(({ judgements }) =>
      judgements.map(({ framework }) => framework),
    );
    expect(frameworks).toEqual([[], ['CP_2012', 'SIF'], ['ILACS_2026', 'ILACS_2026']]);
  });

  it('last a day at least: of two reports of one day, the later stands', () => {
    const history = authority(
      'Kent',
      '886',
      { since: '2015-03-01' },
      judged('2015-03-01', 'SIF', 'good'),
      judged('2018-03-01', 'SIF', 'inadequate'),
      judged('2018-03-01', 'ILACS_2018', 'good'),
    );
    expect(cutOn('2020-01-01', history)).toEqual(['good 2015-03-01']);
  });

  it('are none where the record ends an authority on the day on which it began', () => {
    const history = authority('Kent', '886', { since: '2020-01-01' }, succeeded('2020-01-01', '886'));
    expect(spellsOn('2021-01-01', history).rows).toEqual([]);
  });

  it('are written with their authority, one row each', () => {
    const [{ table, rows } = { table: undefined, rows: () => [] }] = england.spells.tables;
    expect(table?.columns.map(({ name }) => name)).toEqual([
      ...['la', 'slug', 'name', 'region', 'place', 'from', 'to', 'days', 'judgements'],
    ]);
    const of = ['380', 'bradford', 'Bradford', 'Yorkshire'];
    expect(rows(spellsOn('2023-12-31', bradford))).toEqual([
      [...of, 'not_yet_judged', '1974-04-01', '2014-05-23', 14662, 0],
      [...of, 'requires_improvement', '2014-05-23', '2018-10-29', 1620, 1],
      [...of, 'inadequate', '2018-10-29', null, 1889, 2],
    ]);
  });

  it('that hold on any day up to the one asked about are as many as the board counts on it', () => {
    fc.assert(
      fc.property(anyAuthorities, anyValidAt, fc.nat(), fc.nat(), (all, validAt, early, choice) => {
        const histories = historiesOf(all);
        const view = spellsOn(validAt, ...histories);
        const borders = view.rows.flatMap(({ spells }) => spells.map(({ from }) => day(from)));
        const anyDay = day(validAt) - (early % 6000);
        const border = borders[choice % borders.length] ?? anyDay;
        for (const on of [anyDay, border - 1, border, day(validAt)].map(formatDay)) {
          const { counts } = england.board.answer(standingsOn(on, histories), day(on), {});
          expect([on, countsOn(on, view)]).toStrictEqual([on, counts]);
        }
      }),
    );
  });

  it('follow each other without a gap from the first day to the last, each of another place', () => {
    fc.assert(
      fc.property(anyAuthorities, anyValidAt, (all, validAt) => {
        for (const { registered, ended, spells } of spellsOn(validAt, ...historiesOf(all)).rows) {
          expect(spells[0]?.from).toBe(registered);
          expect(spells.at(-1)?.to).toBe(ended);
          for (const [index, { place, from, to, days, judgements }] of spells.entries()) {
            const next = spells[index + 1];
            expect(next?.from ?? ended).toBe(to);
            expect(next?.place).not.toBe(place);
            expect(days).toBe(day(to ?? validAt) - day(from));
            expect(judgements.length === 0).toBe(place === 'not_yet_judged');
          }
        }
      }),
    );
  });
});
