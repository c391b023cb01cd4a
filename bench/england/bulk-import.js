// Tables of authorities and inspections into an empty log, every schema and rule included; and once more.
import { join } from 'node:path';
import { bareFile, storedRows } from '../bare-rows.js';
import { median } from '../numbers.js';
import { inChild } from './in-child.js';
import { removeLog } from './logs.js';
import { opened } from './opened.js';
import { rate } from './table.js';
import { authorities, inspections, tables } from './tables.js';

export const title = `Bulk import, ${authorities.toLocaleString('en')} authorities and ${inspections.toLocaleString('en')} inspections`;

const ROUNDS = 3;
const PER_TRANSACTION = 1_000;
const rows = authorities + inspections;

export async function lines(folder) {
  const file = join(folder, 'import.db');
  const bareCopy = join(folder, 'import-bare.db');
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    removeLog(file);
    removeLog(bareCopy);
    const first = await inChild(import.meta.url, 'importAll', { file });
    const bare = await inChild(import.meta.url, 'bareInserts', { file: bareCopy, from: file });
    const again = await inChild(import.meta.url, 'importAll', { file });
    if (first.recorded !== rows || again.alreadyThere !== rows)
      throw new Error(`rows were refused: ${JSON.stringify({ first, again })}`);
    rounds.push({ first, bare, again });
  }
  removeLog(file);
  removeLog(bareCopy);
  const perSecond = (measure) => median(rounds.map(measure)) * 1_000;
  const ratio = median(rounds.map(({ first, bare }) => bare.ms / first.ms));
  const { events } = rounds[0].first;
  return [
    {
      what: `${events.toLocaleString('en')} events, recorded`,
      ours: rate(
        perSecond(({ first }) => events / first.ms),
        'events',
      ),
      raw: rate(
        perSecond(({ bare }) => events / bare.ms),
        'events',
      ),
      ratio,
      aim: '0.5',
      reached: ratio >= 0.5,
    },
    {
      what: 'the same in rows of the tables',
      ours: rate(
        perSecond(({ first }) => rows / first.ms),
        'rows',
      ),
      raw: rate(
        perSecond(({ bare }) => rows / bare.ms),
        'rows',
      ),
    },
    {
      what: 'again, with nothing new',
      ours: rate(
        perSecond(({ again }) => rows / again.ms),
        'rows',
      ),
    },
  ];
}

export async function importAll({ file }) {
  const { files, captured } = tables();
  const caseline = await opened(file);
  const start = performance.now();
  const imported = await caseline.importTables({
    files,
    captured,
    recordedBy: { name: 'bench', party: 'recorder' },
    report: (problem) => console.error(problem),
  });
  const ms = performance.now() - start;
  await caseline.close();
  return { ...imported, ms };
}

/** The rows that a run stored, inserted again without Caseline. */
export function bareInserts({ file, from }) {
  const stored = storedRows(from);
  const { database, insert } = bareFile(file, Object.keys(stored[0]));
  const insertSome = database.transaction((some) => {
    for (const row of some) insert.run(row);
  });
  const start = performance.now();
  for (let at = 0; at < stored.length; at += PER_TRANSACTION)
    insertSome(stored.slice(at, at + PER_TRANSACTION));
  const ms = performance.now() - start;
  database.close();
  return { ms };
}
