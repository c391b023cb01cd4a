import { openCaseline } from '../../src/caseline.ts';
import type { Party } from '../../src/domain/parties.ts';

const viewers: readonly Party[] = ['public', 'council:380', 'ofsted', 'recorder', 'auditor'];

/** What may be asked of England, at the days on which Bradford's embargo began and ended among others. */
const questions = [
  {},
  { asOf: '2018-10-26' },
  { validAt: '2018-10-26' },
  { asOf: '2023-12-31', certainty: 'certain' },
  { recordedAt: '2026-11-22' },
] as const;

const tables = ['board', 'series', 'time-inadequate'] as const;

/** Many answers about all cases, as the bytes that they are sent as. */
export async function answersOf(log: string, now: number, cache?: false): Promise<string> {
  const caseline = openCaseline({ log: `sqlite:${log}`, now: () => now, ...(cache === false && { cache }) });
  try {
    const answers: unknown[] = [];
    for (const viewer of viewers) {
      answers.push(await caseline.authorities(viewer));
      for (const question of questions)
        for (const table of tables)
          answers.push(await caseline.england(table, { viewer, ...question }, { step: 'year' }));
    }
    answers.push(await caseline.codeOf('bradford', 'public'));
    return answers.map((answer) => JSON.stringify(answer)).join('\n');
  } finally {
    await caseline.close();
  }
}
