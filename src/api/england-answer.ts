import { type Answer, type Caseline, CaselineError, type Question } from '../caseline.ts';
import { formatDay } from '../domain/time/civil-day.ts';
import type { EnglandAsked, EnglandName, EnglandView } from '../projections/england/england.ts';
import { checkNarrowing } from './narrowing.ts';

/**
 * One table over all authorities, to a question that makes sense.
 *
 * @throws CaselineError `invalid-question` where no authority that the viewer may know of has the region or
 * kind, or where movers are asked for from a day that is not before the other
 */
export async function englandAnswer<Name extends EnglandName>(
  caseline: Caseline,
  name: Name,
  question: Question,
  asked: EnglandAsked,
): Promise<Answer<Name, EnglandView<Name>>> {
  const { since } = asked;
  if (name === 'movers' && since === undefined)
    throw invalidSince('movers needs the earlier of the two days, such as 2018-01-01');
  await checkNarrowing(caseline, question, asked);
  const answer = await caseline.england(name, question, asked);
  const { validAt } = answer.basis;
  if (name === 'movers' && since !== undefined && formatDay(since) >= validAt)
    throw invalidSince(`the earlier day must be before the day asked about, ${validAt}`);
  return answer;
}

const invalidSince = (problem: string): CaselineError =>
  new CaselineError('invalid-question', `since: ${problem}`, { parameter: 'since' });
