import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { caseIdSchema, recorderSchema } from '../domain/events/envelope.ts';
import { problemsOf } from '../domain/events/validate.ts';
import { CaselineError } from '../domain/failure.ts';
import { idFromKey } from './id-from-key.ts';

/**
 * A history as its author writes it: the events of one case, each with a `key` of its own in place of an id.
 * The id is derived from it, so that loading a history twice adds nothing.
 */
const historyFileSchema = z.strictObject({
  caseId: caseIdSchema,
  recordedBy: recorderSchema,
  events: z.array(z.looseObject({ key: z.string().min(1), type: z.string() })).min(1),
});

/** Events of one case, ready to be recorded. */
export interface History {
  readonly caseId: string;
  readonly recordedBy: z.infer<typeof recorderSchema>;
  readonly events: readonly (Readonly<Record<string, unknown>> & { readonly id: string })[];
}

const bundled = new URL('../../data/histories/', import.meta.url);

/** The histories that come with the product, in the order of their file names. */
export async function readBundledHistories(): Promise<readonly History[]> {
  const folder = fileURLToPath(bundled);
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(
    files.map((name) => readFile(`${folder}/${name}`, 'utf8').then((text) => parseHistory(text, name))),
  );
}

/**
 * Reads the text of a history.
 *
 * @param name what to call it in an error
 * @throws CaselineError `invalid-event` with the problems found
 */
export function parseHistory(text: string, name: string): History {
  const parsed = historyFileSchema.safeParse(json(text, name));
  if (!parsed.success) throw unreadable(name, problemsOf(parsed.error));
  const { caseId, recordedBy, events } = parsed.data;
  const idOf = (key: string): string => idFromKey(`${caseId}/${key}`);
  const seen = new Set<string>();
  for (const { key } of events) {
    if (seen.has(key)) throw unreadable(name, [{ at: '/events', problem: `the key '${key}' stands twice` }]);
    seen.add(key);
  }
  return {
    caseId,
    recordedBy,
    events: events.map(({ key, ...event }) => ({
      ...event,
      data: targeting(event.data, idOf),
      id: idOf(key),
    })),
  };
}

/** Corrections name their target by key, written `key:2018-report-shared`. */
function targeting(data: unknown, idOf: (key: string) => string): unknown {
  if (typeof data !== 'object' || data === null || !('target' in data)) return data;
  const { target } = data;
  return typeof target === 'string' && target.startsWith('key:')
    ? { ...data, target: idOf(target.slice(4)) }
    : data;
}

function json(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unreadable(name, [{ at: '', problem: error instanceof Error ? error.message : 'not JSON' }]);
  }
}

const unreadable = (name: string, problems: readonly { at: string; problem: string }[]): CaselineError =>
  new CaselineError(
    'invalid-event',
    `${name} is no history: ${problems.map(({ at, problem }) => `${at || 'the file'}: ${problem}`).join('; ')}`,
    {
      problems,
    },
  );
