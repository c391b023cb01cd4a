import type { Fact } from '../../../caseline.ts';
import type { CivilDay } from '../../../domain/time/civil-day.ts';
import { firstDay, isExact } from '../../../domain/time/edtf.ts';
import { inEnglish } from '../../../domain/time/edtf-in-english.ts';
import { type Item, lasts, markOn, plain, readDate, type Until } from './item.ts';
import { factsIn } from './moments.ts';
import { factInWords, lastsInWords } from './words.ts';

/** Who delivers: the council or a trust, as bands; what was agreed and decided; plans on the day planned. */
export const delivery = (facts: readonly Fact[], validAt: CivilDay, until: Until): Item[] => [
  ...deliverers(facts, until),
  ...facts.flatMap((fact) => planned(fact, validAt)),
  ...factsIn('delivery', facts, validAt),
];

/** Each delivers until somebody else has certainly taken over. */
function deliverers(facts: readonly Fact[], until: Until): Item[] {
  const turns = facts.flatMap((fact) => {
    const by = takesOver(fact);
    return by === null ? [] : { by, fact };
  });
  return turns.flatMap(({ by, fact: { event, begun } }, index): Item[] => {
    const next = turns.slice(index + 1).find(({ fact }) => fact.begun === 'certain')?.fact.event.when ?? null;
    if (next && firstDay(next) <= firstDay(event.when) && isExact(next)) return [];
    const doubt = begun === 'possible' ? 'possibly ' : '';
    return [
      {
        ...plain,
        ...lasts(event.when, next, until),
        event: event.id,
        name: `${by} delivers the services, ${doubt}${lastsInWords(event.occurred.date, next?.edtf ?? null)}`,
        texts: by === 'The council' ? ['Council'] : [by, 'Trust'],
        possible: begun === 'possible',
      },
    ];
  });
}

function takesOver({ event }: Fact): string | null {
  switch (event.type) {
    case 'AuthorityRegistered':
    case 'ServicesReturned':
      return 'The council';
    case 'TrustWentLive':
      return event.data.name;
    default:
      return null;
  }
}

/** A plan stands on the day that it is for, and is no more than an outline there. */
function planned(fact: Fact, validAt: CivilDay): Item[] {
  if (fact.event.type !== 'TrustGoLivePlanned') return [];
  const when = readDate(fact.event.data.for);
  return [
    {
      ...plain,
      form: 'moment',
      event: fact.event.id,
      name: `Plan, for ${inEnglish(when.edtf)}: ${factInWords(fact, validAt)}`,
      texts: ['Trust planned', 'Planned'],
      spans: when.spans,
      mark: markOn(when, 'house'),
      plan: true,
      possible: fact.begun === 'possible',
    },
  ];
}
