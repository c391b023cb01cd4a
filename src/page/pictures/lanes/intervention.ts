import type { Fact } from '../../../caseline.ts';
import type { CivilDay } from '../../../domain/time/civil-day.ts';
import type { JourneyView } from '../../../projections/journey/journey.ts';
import { type Item, lasts, plain, readDate, type Until } from './item.ts';
import { factsIn } from './moments.ts';
import { lastsInWords } from './words.ts';

type Lane = JourneyView['intervention'][number];

const shortNames: Readonly<Record<Lane['kind'], string>> = {
  notice: 'Notice',
  direction: 'Direction',
  commissioner: 'Commissioner',
  trust: 'Trust',
};

/** What the department did: what is in force as bands, and the steps to and from it. */
export const intervention = (
  facts: readonly Fact[],
  journey: JourneyView,
  validAt: CivilDay,
  until: Until,
): Item[] => [
  // A notice that was only proposed has no days on which it applied: its proposal and its draft are the steps.
  ...journey.intervention
    .filter(({ kind, inForce }) => inForce && kind !== 'trust')
    .flatMap((lane) => bandOf(lane, facts, until)),
  ...factsIn('intervention', facts, validAt),
];

function bandOf(lane: Lane, facts: readonly Fact[], until: Until): Item[] {
  const began = facts.find((fact) => begins(fact, lane));
  if (!began) return [];
  const { kind, label, from, to, certainty } = lane;
  const short = shortNames[kind];
  const what = kind === 'commissioner' && label !== short ? `${short}: ${label}` : label;
  const doubt = certainty === 'possible' ? 'possibly ' : '';
  const end = to === null ? ', no end recorded' : '';
  return [
    {
      ...plain,
      ...lasts(readDate(from), to === null ? null : readDate(to), until),
      event: began.event.id,
      name: `${what}, ${doubt}${lastsInWords(from, to)}${end}`,
      texts: [what, short],
      possible: certainty === 'possible',
    },
  ];
}

/** Whether the stretch of time begins with the fact. */
function begins({ event }: Fact, { kind, id, from }: Lane): boolean {
  if (event.occurred.date !== from) return false;
  switch (event.type) {
    case 'ImprovementNoticeIssued':
      return kind === 'notice' && event.data.noticeId === id;
    case 'StatutoryDirectionIssued':
      return kind === 'direction' && event.data.directionId === id;
    case 'CommissionerAppointed':
      return kind === 'commissioner' && event.id === id;
    default:
      return false;
  }
}
