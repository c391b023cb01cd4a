import { z } from 'zod';
import { Refusal } from './problems.ts';

interface Wrong {
  readonly name: string;
  readonly problem: string;
}

/**
 * Reads the query of a request. A parameter that is not known, or given twice, is refused rather than
 * overlooked: an answer to another question than the one asked would look just as right.
 */
export function readQuery<Query extends z.ZodObject>(schema: Query, url: string): z.output<Query> {
  const given = [...new URL(url, 'http://caseline').searchParams];
  const names = given.map(([name]) => name);
  const known = Object.keys(schema.shape);
  const takes = known.length > 0 ? `this address takes ${known.join(', ')}` : 'this address takes none';
  const strange = names
    .filter((name) => !known.includes(name))
    .map((name) => ({ name, problem: `there is no such parameter; ${takes}` }));
  const repeated = names
    .filter((name, index) => known.includes(name) && names.indexOf(name) !== index)
    .map((name) => ({ name, problem: 'given more than once' }));
  const missing = Object.entries(schema.shape)
    .filter(([name, parameter]) => !names.includes(name) && !z.safeParse(parameter, undefined).success)
    .map(([name, parameter]) => ({
      name,
      problem: `is needed. ${z.globalRegistry.get(parameter)?.description ?? ''}`,
    }));
  const wrong = [...strange, ...repeated, ...missing];
  if (wrong.length > 0) throw refused(wrong);

  const read = schema.safeParse(Object.fromEntries(given));
  if (read.success) return read.data;
  throw refused(read.error.issues.map(({ path, message }) => ({ name: path.join('.'), problem: message })));
}

/** Several values of one parameter, with commas between them. */
export const listOf = <Item extends string>(item: z.ZodType<Item, string>) =>
  z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(item));

function refused(wrong: readonly Wrong[]): Refusal {
  const detail = wrong.map(({ name, problem }) => `${name}: ${problem}`).join('; ');
  return new Refusal('invalid-question', detail, { members: { parameters: wrong } });
}
