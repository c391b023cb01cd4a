import { z } from 'zod';
import type { Parameters } from './links.ts';
import { Refusal } from './problems.ts';

const mostOnAPage = 500;

/** How many entries a page holds where nothing else was asked for. */
export const usualLimit = 100;

export const limitParameter = z.coerce
  .number<number>('must be a whole number')
  .int()
  .min(1)
  .max(mostOnAPage)
  .meta({ description: 'How many entries a page holds at most.', example: usualLimit });

export const pageParameters = {
  limit: limitParameter.default(usualLimit),
  after: z.uuid('must be the id of the last entry of the page before').optional().meta({
    description: 'The id of the last entry of the page before; from the start when absent.',
  }),
};

export interface PageAsked {
  readonly limit: number;
  readonly after?: string | undefined;
}

export interface Page<Entry> {
  readonly entries: readonly Entry[];
  /** What to ask for the page after this one; null where this is the last. */
  readonly next: PageAsked | null;
}

/**
 * One page of a whole answer. An entry that the answer does not hold cannot be continued after.
 *
 * @param idOf what `after` names an entry by
 */
export function pageOf<Entry>(
  whole: readonly Entry[],
  { limit, after }: PageAsked,
  idOf: (entry: Entry) => string,
): Page<Entry> {
  const before = after === undefined ? -1 : whole.findIndex((entry) => idOf(entry) === after);
  if (after !== undefined && before < 0) {
    const problem = 'this answer has no entry with that id; follow `links.next` of the page before';
    throw new Refusal('invalid-question', `after: ${problem}`, {
      members: { parameters: [{ name: 'after', problem }] },
    });
  }
  const entries = whole.slice(before + 1, before + 1 + limit);
  const last = entries.at(-1);
  const more = before + 1 + entries.length < whole.length;
  return { entries, next: more && last ? { limit, after: idOf(last) } : null };
}

export const pageLinksSchema = z.strictObject({
  self: z.string().meta({ description: 'The permanent link of this page.' }),
  next: z
    .string()
    .nullable()
    .meta({ description: 'The next page of the very same answer; null on the last.' }),
});

/** The links of a page. `next` has the basis of this page, so that nothing recorded meanwhile moves the pages. */
export const pageLinks = (
  { next }: Page<unknown>,
  asked: PageAsked,
  linkTo: (parameters: Parameters) => string,
): z.infer<typeof pageLinksSchema> => ({
  self: linkTo(written(asked)),
  next: next && linkTo(written(next)),
});

const written = ({ limit, after }: PageAsked): Parameters => [
  ['limit', limit],
  ['after', after],
];
