import type { z } from 'zod';
import type { CivilDay } from '../../domain/time/civil-day.ts';
import { type EnglandAsked, standingsAsked } from './asked.ts';
import { type BoardView, board, boardSchema, boardTable } from './board.ts';
import { type ExportedTable, exportedTable } from './exported-table.ts';
import { type MoversView, movers, moversSchema, moversTable } from './movers.ts';
import { type SeriesView, series, seriesSchema, seriesTable } from './series.ts';
import { type SpellsView, spells, spellsSchema, spellsTable } from './spells.ts';
import type { Standing } from './standing.ts';
import {
  inadequateSpellsTable,
  survivalTable,
  type TimeInadequateView,
  timeInadequate,
  timeInadequateSchema,
} from './time-inadequate.ts';
import { type TransitionsView, transitions, transitionsSchema, transitionsTable } from './transitions.ts';

export type { EnglandAsked } from './asked.ts';
export type { Cells, ExportedTable, TableWithRows } from './exported-table.ts';

/** One table of England: standings in, answer out. */
export interface EnglandTable<View> {
  readonly schema: z.ZodType<View>;
  /**
   * @param standings on `validAt`, one for each authority that was registered by then, in any order; those of
   * other regions or kinds than are asked about are left out here
   */
  readonly answer: (standings: readonly Standing[], validAt: CivilDay, asked: EnglandAsked) => View;
  /** What an answer has in rows and columns. */
  readonly tables: readonly ExportedTable<View>[];
}

interface EnglandViews {
  readonly board: BoardView;
  readonly series: SeriesView;
  readonly transitions: TransitionsView;
  readonly 'time-inadequate': TimeInadequateView;
  readonly movers: MoversView;
  readonly spells: SpellsView;
}

export type EnglandName = keyof EnglandViews;

const table = <View>(
  schema: z.ZodType<View>,
  answer: EnglandTable<View>['answer'],
  ...tables: readonly ExportedTable<View>[]
): EnglandTable<View> => ({
  schema,
  answer: (standings, validAt, asked) => answer(standingsAsked(standings, asked), validAt, asked),
  tables,
});

/** The tables of all cases together, by the name that questions use. */
export const england: { readonly [Name in EnglandName]: EnglandTable<EnglandViews[Name]> } = {
  board: table(
    boardSchema,
    board,
    exportedTable(boardTable, ({ rows }) => rows),
  ),
  series: table(
    seriesSchema,
    series,
    exportedTable(seriesTable, ({ points }) => points),
  ),
  transitions: table(
    transitionsSchema,
    transitions,
    exportedTable(transitionsTable, ({ cells }) =>
      cells.flatMap((cell) => cell.cases.map((one) => ({ ...one, cell }))),
    ),
  ),
  'time-inadequate': table(
    timeInadequateSchema,
    timeInadequate,
    exportedTable(inadequateSpellsTable, ({ spells }) => spells),
    exportedTable(survivalTable, ({ survival }) => survival.steps),
  ),
  movers: table(
    moversSchema,
    movers,
    exportedTable(moversTable, ({ movers }) => movers),
  ),
  spells: table(
    spellsSchema,
    spells,
    exportedTable(spellsTable, ({ rows }) =>
      rows.flatMap((row) => row.spells.map((spell) => ({ ...row, spell }))),
    ),
  ),
};

export type EnglandView<Name extends EnglandName> = ReturnType<(typeof england)[Name]['answer']>;

export const englandNames = Object.keys(england) as EnglandName[]; // the keys of a const object are exactly its key type
