// Every projection of every case from nothing but the log.
import Database from 'better-sqlite3';
import { median } from '../numbers.js';
import { inChild } from './in-child.js';
import { logOf } from './logs.js';
import { now } from './opened.js';
import { duration, rate } from './table.js';

export const title = 'A rebuild of every projection of every case, 1,000,000 events';

const ROUNDS = 3;
/** The events of all cases are in memory at once: a log has them in the order in which they came. */
const flags = ['--max-old-space-size=8192'];

export async function lines(folder) {
  const log = await logOf(folder, '1000000');
  const rebuilt = [];
  const bare = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    rebuilt.push(await inChild(import.meta.url, 'rebuildAll', log, flags));
    bare.push(await inChild(import.meta.url, 'bareRead', log, flags));
  }
  const perSecond = ({ events, ms }) => events / (ms / 1_000);
  const ratio = median(rebuilt.map((ours, round) => perSecond(ours) / perSecond(bare[round])));
  return [
    {
      what: 'read and folded',
      ours: rate(median(rebuilt.map(perSecond)), 'events'),
      raw: rate(median(bare.map(perSecond)), 'events'),
      ratio,
      aim: '0.6',
      reached: ratio >= 0.6,
    },
    {
      what: 'of that, reading and decoding',
      ours: duration(median(rebuilt.map(({ read }) => read))),
      raw: duration(median(bare.map(({ ms }) => ms))),
    },
    {
      what: 'of that, correcting, ordering and folding',
      ours: duration(median(rebuilt.map(({ ms, read }) => ms - read))),
    },
  ];
}

export async function rebuildAll({ file }) {
  const { openLog } = await import('../../dist/log/open-log.js');
  const { CaseHistory } = await import('../../dist/replay/case-history.js');
  const { outlook } = await import('../../dist/replay/projection.js');
  const { standingOf } = await import('../../dist/projections/england/standing.js');
  const projections = [
    (await import('../../dist/projections/case/case.js')).caseState,
    (await import('../../dist/projections/journey/journey.js')).journey,
    (await import('../../dist/projections/deadlines/deadlines.js')).deadlines,
    (await import('../../dist/projections/improvement/improvement.js')).improvement,
    (await import('../../dist/projections/reconciliation/reconciliation.js')).reconciliation,
  ];
  const knownAt = now();
  const perspective = {
    viewer: 'auditor',
    validAt: Math.floor(knownAt / 86_400_000),
    knownAt,
    certainty: 'possible',
  };

  const start = performance.now();
  const log = openLog(`sqlite:${file}`, { now });
  const cases = new Map();
  let events = 0;
  for await (const event of log.readAll()) {
    const ofCase = cases.get(event.caseId);
    if (ofCase) ofCase.push(event);
    else cases.set(event.caseId, [event]);
    events += 1;
  }
  const read = performance.now() - start;
  for (const [caseId, ofCase] of cases) {
    const facts = new CaseHistory(ofCase).facts(perspective);
    for (const projection of projections) outlook(projection, facts);
    if (!standingOf(facts)) throw new Error(`${caseId} does not stand`);
    cases.delete(caseId);
  }
  const ms = performance.now() - start;
  await log.close();
  return { events, ms, read };
}

export function bareRead({ file }) {
  const start = performance.now();
  const database = new Database(file, { readonly: true });
  const page = database
    .prepare('SELECT position, revision, event FROM events WHERE position > ? ORDER BY position LIMIT 1000')
    .raw();
  let events = 0;
  let after = 0;
  for (let rows = page.all(after); rows.length > 0; rows = page.all(after)) {
    for (const [, , event] of rows) JSON.parse(event);
    events += rows.length;
    [after] = rows.at(-1);
  }
  database.close();
  return { events, ms: performance.now() - start };
}
