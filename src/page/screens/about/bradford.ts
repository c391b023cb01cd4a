import type { AuthorityName, Caseline, Fact } from '../../../caseline.ts';
import { type Party, PUBLIC } from '../../../domain/parties.ts';
import { type CivilDay, dayFrom, formatDay } from '../../../domain/time/civil-day.ts';
import { lastDay } from '../../../domain/time/edtf.ts';
import { endOfDay } from '../../../domain/time/london.ts';
import type { ThreeAnswers } from '../../pictures/three-clocks.ts';

/** Bradford in October 2018, as anybody may read it today. */
export interface Example {
  readonly authority: AuthorityName;
  /** Overall judgements, as the record has them. */
  readonly days: readonly ThreeAnswers[];
  /** The judgement that the council knew before the public. */
  readonly judgement: { readonly event: string; readonly recordedAt: string };
}

const first = dayFrom(2018, 10, 21);
const last = dayFrom(2018, 10, 30);

/**
 * The same history asked three ways, day by day. What the council knew is public today: the facts themselves say who
 * was entitled to know them, and from when.
 *
 * @returns null where the record does not hold it
 */
export async function bradfordIn2018(caseline: Caseline): Promise<Example | null> {
  const authority = (await caseline.authorities(PUBLIC)).find(({ slug }) => slug === 'bradford');
  if (!authority) return null;
  const { la } = authority;
  const { facts } = await caseline.facts(la, { viewer: PUBLIC });
  const judgements = facts.filter((fact) => isJudgement(fact));
  const days: ThreeAnswers[] = [];
  for (let day = first; day <= last; day += 1) {
    const text = formatDay(day);
    days.push({
      day: text,
      happened: await overall(caseline, la, { validAt: text }),
      councilKnew: lastKnown(judgements, `council:${la}`, day)?.event.data.overall ?? none,
      publicKnew: await overall(caseline, la, { asOf: text }),
    });
  }
  const ahead = days.find(({ councilKnew, publicKnew }) => councilKnew !== publicKnew);
  const judged = ahead && lastKnown(judgements, `council:${la}`, last)?.event;
  return judged ? { authority, days, judgement: { event: judged.id, recordedAt: judged.recordedAt } } : null;
}

const none = 'not_yet_judged';

type Judged = Fact<'JudgementsIssued'>;

const isJudgement = (fact: Fact): fact is Judged =>
  fact.event.type === 'JudgementsIssued' && fact.event.data.overall !== null;

async function overall(
  caseline: Caseline,
  la: string,
  clocks: { readonly validAt: string } | { readonly asOf: string },
): Promise<string> {
  const { case: state } = await caseline.replay('case', la, { viewer: PUBLIC, ...clocks });
  return state.judgement.current?.overall ?? none;
}

/** The last judgement that had certainly been issued by the end of a day, and that a party could know by then. */
const lastKnown = (judgements: readonly Judged[], party: Party, day: CivilDay): Judged | undefined =>
  judgements.findLast(
    ({ event }) =>
      lastDay(event.when) <= day &&
      event.entitled.some(({ to, from }) => (to === party || to === PUBLIC) && from <= endOfDay(day)),
  );
