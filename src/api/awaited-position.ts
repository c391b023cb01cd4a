import type { Response } from 'express';
import type { z } from 'zod';
import type { Caseline } from '../caseline.ts';
import type { Party } from '../domain/parties.ts';
import { Refusal } from './problems.ts';
import { readQuery } from './query.ts';
import { positionText } from './questions.ts';

/*
 * Reading one's own write: several instances may serve one log, and one of them may be a moment behind. A reader names
 * the event that an answer is to rest on, and it is waited for. That is no part of the question: neither basis nor
 * permanent link, ETag or Cache-Control know of it, since an answer once given is the same without it.
 */

/**
 * How long is waited, in milliseconds. Instances that are well are some milliseconds apart, and a cluster that chooses
 * another leader is back in a second or two; clients and proxies give up much later.
 */
export const longestWait = 2_000;

const description = `An answer that rests on at least this event: the \`position\` that recording it was answered with. Where it is not known here yet, it is waited for, up to ${longestWait / 1_000} seconds. It changes nothing of what is asked, whatever day that is about. 'start' waits for nothing.`;

/** What an address calls the position: where `after` is the last entry of the page before, it has another name. */
type NameIn<Query> = 'after' extends keyof Query ? 'afterPosition' : 'after';

/** As whoever asks writes it. */
export type AwaitedIn<Query> = { readonly [Name in NameIn<Query>]?: string | undefined };

/** The query of an address that waits for a position, beside what else it asks. */
export function withAwaitedPosition<Query extends z.ZodObject>(query: Query) {
  const name = 'after' in query.shape ? 'afterPosition' : 'after';
  const schema = query.extend({
    [name]: positionText.optional().meta({ description, example: '7f3f2a52-5d0e-8c56-9d0b-6f1c2f6f1d11' }),
  });
  return {
    schema,
    read(url: string): { readonly asked: z.output<Query>; readonly position: string | undefined } {
      const { [name]: position, ...asked } = readQuery<z.ZodObject>(schema, url);
      return {
        asked: asked as z.output<Query>, // all that the query had before it was extended
        position: typeof position === 'string' ? position : undefined,
      };
    },
  };
}

/**
 * Waits until the viewer can be answered from the event that a position names.
 *
 * @returns false where whoever asked has left meanwhile: nobody is to be answered
 * @throws Refusal `not-yet-known`, for what may not be known as for what is not there
 */
export async function hasCome(
  position: string | undefined,
  viewer: Party,
  response: Response,
  serving: { readonly caseline: Caseline; readonly longestWait: number },
): Promise<boolean> {
  if (position === undefined) return true;
  const leaving = new AbortController();
  const leave = (): void => leaving.abort();
  response.once('close', leave);
  const reached = await serving.caseline.reached(position, viewer, {
    within: serving.longestWait,
    signal: leaving.signal,
  });
  response.off('close', leave);
  if (reached) return true;
  if (response.closed) return false;
  throw new Refusal(
    'not-yet-known',
    'No event that you may see has come here under this id. If you have just recorded it, try again.',
    { headers: { 'Retry-After': '1' } },
  );
}
