import fc from 'fast-check';
import { z } from 'zod';
import { replacesTheLast } from '../../../src/domain/frameworks/judged.ts';
import { type EnglandAsked, type EnglandName, england } from '../../../src/projections/england/england.ts';
import type { Standing } from '../../../src/projections/england/standing.ts';
import { day } from '../../domain/time/dates.ts';
import {
  type AnyAuthority,
  anyAuthorities,
  anyValidAt,
  authority,
  everyTable,
  historiesOf,
  judged,
  standingsOn,
} from './given.ts';

/** What one table answers, and what it would be written as. */
function askedAs<Name extends EnglandName>(
  name: Name,
  standings: readonly Standing[],
  validAt: string,
  asked: EnglandAsked,
) {
  const { answer, schema, tables } = england[name];
  const view = answer(standings, day(validAt), asked);
  const written = tables.map(({ table, rows }) => ({ columns: table.columns, rows: rows(view) }));
  return { view, schema, written };
}

const property = (
  check: (all: readonly AnyAuthority[], validAt: string) => void,
  authorities = anyAuthorities,
) => fc.assert(fc.property(authorities, anyValidAt, check));

describe('every table', () => {
  const ofEvery = (
    check: (
      answered: (standings: readonly Standing[], more?: EnglandAsked) => ReturnType<typeof askedAs>,
      standings: readonly Standing[],
    ) => void,
  ) =>
    property((all, validAt) => {
      const standings = standingsOn(validAt, historiesOf(all));
      for (const [name, asked] of everyTable)
        check((these, more) => askedAs(name, these, validAt, { ...asked, ...more }), standings);
    });

  it('is of the shape that its schema says, and plain JSON', () => {
    ofEvery((answered, standings) => {
      const { view, schema } = answered(standings);
      expect(JSON.parse(JSON.stringify(view))).toStrictEqual(view);
      expect(schema.parse(view)).toStrictEqual(view);
    });
  });

  it('is the same in whatever order the standings come', () => {
    ofEvery((answered, standings) => {
      expect(answered(standings.toReversed()).view).toStrictEqual(answered(standings).view);
    });
  });

  it('of a region is the table of only the authorities there', () => {
    ofEvery((answered, standings) => {
      const there = standings.filter(({ authority: { region } }) => region === 'London');
      expect(answered(standings, { region: 'London' }).view).toStrictEqual(answered(there).view);
    });
  });

  it('is written in cells of the types that its columns say', () => {
    ofEvery((answered, standings) => {
      for (const { columns, rows } of answered(standings).written)
        for (const cells of rows) {
          expect(cells).toHaveLength(columns.length);
          expect(columns.filter(({ type, of }) => !isOf(type, of(cells)))).toEqual([]);
        }
    });
  });
});

describe.each(everyTable)('the table %s', (name, asked) => {
  it('has columns with names of their own', () => {
    for (const { columns } of askedAs(name, [], '2020-01-01', asked).written) {
      const names = columns.map((column) => column.name);
      expect(new Set(names).size).toBe(names.length);
      for (const one of names) expect(one).toMatch(/^[a-z]+(_[a-z]+)*$/);
    }
  });

  it('says how it was made, in the same words whatever it holds', () => {
    const one = standingsOn('2020-01-01', [
      authority('Leeds', '383', {}, judged('2015-03-01', 'SIF', 'good')),
    ]);
    const { method } = askedAs(name, [], '2020-01-01', asked).view;
    expect(askedAs(name, one, '2024-01-01', asked).view.method).toBe(method);
    expect(method).toContain('adequate');
    expect(method).toContain('published');
  });

  it('can be documented', () => {
    expect(JSON.stringify(z.toJSONSchema(england[name].schema))).toContain('description');
  });
});

describe('the tables together', () => {
  it('count on the board every authority once', () => {
    property((all, validAt) => {
      const { counts, rows } = england.board.answer(standingsOn(validAt, historiesOf(all)), day(validAt), {});
      const { authorities, ...places } = counts;
      expect(Object.values(places).reduce((sum, count) => sum + count, 0)).toBe(authorities);
      expect(rows).toHaveLength(authorities);
      expect(rows.filter((row) => row.overall !== null)).toHaveLength(
        authorities - counts.not_yet_judged - counts.no_overall_judgement,
      );
    });
  });

  it('have in each point of the series what the board has on that day', () => {
    const step = fc.constantFrom('month' as const, 'quarter' as const, 'year' as const);
    fc.assert(
      fc.property(anyAuthorities, anyValidAt, step, fc.nat(), (all, validAt, period, choice) => {
        const histories = historiesOf(all);
        const { points } = england.series.answer(standingsOn(validAt, histories), day(validAt), {
          step: period,
        });
        const point = points[choice % points.length];
        if (!point) throw new Error('a series from 2012 has a point');
        for (const { day: on, counts } of [point, points.at(-1) ?? point]) {
          const board = england.board.answer(standingsOn(on, histories), day(on), {});
          expect(counts).toStrictEqual(board.counts);
        }
      }),
    );
  });

  it('have as many transitions as pairs of consecutive overall judgements', () => {
    property((all, validAt) => {
      const pairs = all.flatMap(({ since, judgements }) => {
        if (since > day(validAt)) return [];
        const counted = judgements
          .filter(({ published }) => published <= day(validAt))
          .filter(({ framework, overall }) =>
            replacesTheLast({ framework, overall, inspectionId: 'any', areas: [] }),
          )
          .sort((a, b) => a.published - b.published);
        return counted.filter(
          ({ overall }, index) => overall !== null && (counted[index - 1]?.overall ?? null) !== null,
        );
      });
      const { count, cells } = england.transitions.answer(
        standingsOn(validAt, historiesOf(all)),
        day(validAt),
        {},
      );
      expect(count).toBe(pairs.length);
      for (const cell of cells) {
        expect(cell.cases).toHaveLength(cell.count);
        expect(cell.comparable).toBe(cell.from.scale === cell.to.scale);
      }
    });
  });

  it('have every spell of inadequate in the curve, and in it the improvements', () => {
    property((all, validAt) => {
      const { spells, survival } = england['time-inadequate'].answer(
        standingsOn(validAt, historiesOf(all)),
        day(validAt),
        {},
      );
      expect(survival.n).toBe(spells.length);
      expect(survival.events).toBe(spells.filter(({ outcome }) => outcome === 'improved').length);
      for (const { days, from, to, outcome } of spells) {
        expect(days).toBeGreaterThanOrEqual(0);
        expect(days).toBe(day(to ?? validAt) - day(from));
        expect(to === null).toBe(outcome === 'open');
      }
    });
  });

  it('have among movers and the rest every authority of the board', () => {
    property((all, validAt) => {
      const standings = standingsOn(validAt, historiesOf(all));
      const { counts, movers } = england.movers.answer(standings, day(validAt), {
        since: day(validAt) - 1000,
      });
      const { authorities } = england.board.answer(standings, day(validAt), {}).counts;
      expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(authorities);
      expect(movers).toHaveLength(authorities - counts.same);
    });
  });
});

function isOf(type: string, cell: unknown): boolean {
  if (cell === null) return true;
  if (type === 'day') return typeof cell === 'string' && day(cell) > 0;
  if (type === 'integer') return Number.isInteger(cell);
  return typeof cell === type;
}
