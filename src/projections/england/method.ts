import { z } from 'zod';
import { type CivilDay, formatDay } from '../../domain/time/civil-day.ts';
import { day } from '../answer-fields.ts';
import type { Standing } from './standing.ts';

const counting = 'A judgement counts from the day on which Ofsted published its report';

const asPrinted =
  "Grades are counted as printed, whatever the framework, so that a 'good' or an 'inadequate' on the scale before November 2013 counts with those since, and 'adequate' is a count of its own";

const comparing =
  "Grades are compared on one scale only: SIF and ILACS share a four-point scale, on which 'requires improvement' and 'requires improvement to be good' are the same grade; 'adequate', of the scale before November 2013, is never equated with another grade, and no grade of that scale is compared with one since";

const unpublished =
  'reports not published by the day, and inspections of one service that gave no overall judgement';

const notYet =
  "'Not yet judged' means that this record holds no published overall judgement: inspections before November 2013 gave none of children's services as a whole, and authorities that a reorganisation abolished are here only where they have a case";

/** By table; each is the same in every answer. */
const methods = {
  board: `${counting}. ${asPrinted}. ${notYet}. Left out are authorities that did not exist on the day, ${unpublished}, though the areas that such inspections graded are shown. Intervention and delivery are the last that is recorded: reports seldom tell of their end, and where nothing is recorded that is what 'none' and 'council' mean.`,
  series: `${counting}. ${asPrinted}. ${notYet}. Left out of each point are authorities that did not exist on its day, ${unpublished}.`,
  transitions: `${comparing}: such pairs are in cells of their own. ${counting}; a whole inspection without an overall judgement breaks the chain, and left out are ${unpublished}.`,
  timeInadequate: `${counting}, and a spell lasts until the publication of a better grade. ${comparing}, so that such a judgement, like a reorganisation or the day asked about, ends what is known of a spell and is no improvement. A later inadequate judgement does not restart a spell, and left out are spells of grades other than inadequate, and what came before the first overall judgement in this record.`,
  movers: `${counting}; the judgements in force on the two days are set side by side, whatever was published between. ${comparing}; left out are authorities that did not exist on the later day.`,
  spells: `${counting}, and a spell is an unbroken run of one count of the board: a judgement that changes no count stands in its spell and begins none. ${asPrinted}: one word on two scales, the one after the other, is one spell. ${notYet}. The first spell of an authority begins with the day from which it certainly existed, and the last ends with a reorganisation, or lasts on the day asked about. Left out are ${unpublished}.`,
} as const;

/** What every table says of its own making. */
export const madeSchema = {
  method: z.string().meta({
    description:
      'How the table was made: what was compared with what, when a judgement counts, what is left out.',
  }),
  lastPublished: day.nullable().meta({
    description:
      'The latest publication that the table rests on: of reports that came out later this record knows nothing.',
  }),
};

export function made(
  table: keyof typeof methods,
  standings: readonly Standing[],
): { readonly method: string; readonly lastPublished: string | null } {
  let last: CivilDay | undefined;
  for (const { published } of standings) {
    const from = published.at(-1)?.from;
    if (from !== undefined && (last === undefined || from > last)) last = from;
  }
  return { method: methods[table], lastPublished: last === undefined ? null : formatDay(last) };
}
