import type { DataOf } from '../../../domain/events/catalogue.ts';
import { slugOf } from '../../slug.ts';
import type { KnownCase } from '../../stated.ts';
import { overlap } from '../inspection-in-case.ts';
import { councilOf, disclosed, freeId, keyOf, type Mention, once, sourceOf, type Tell } from './mention.ts';

type Kind = DataOf<'VisitCarriedOut'>['kind'];

/** What the words for a visit say where they say nothing more. */
const plainWords: Readonly<Record<Kind, RegExp>> = {
  monitoring: /^monitoring visit$/,
  focused: /^focused visit$/,
  joint_targeted_area: /^joint targeted (area )?inspection$/,
};

/** Inspectors visited. */
export const visit =
  (kind: Kind): Tell =>
  (mention, known) => {
    const { date } = mention;
    const { what, areas } = themeOf(mention);
    if (isVisitThere(mention, known, kind, areas)) return [];
    return once(known, {
      key: keyOf(mention),
      type: 'VisitCarriedOut',
      occurred: { date },
      disclosures: disclosed(mention, date, councilOf(mention), 'ofsted'),
      source: sourceOf(mention, known, 'Known from a mention in a later report.'),
      data: {
        visitId: visitIdOf(mention, known, kind),
        kind,
        areas: [...areas],
        ...(!plainWords[kind].test(what) && { note: what }),
      },
    });
  };

/** `focused visit to the front door`: the front door is what it looked at. */
function themeOf({ words }: Mention): { readonly what: string; readonly areas: readonly string[] } {
  const [, what, theme] = /^(.+? (?:visit|inspection)) (?:on|to) (?:the )?(.+)$/.exec(words) ?? [];
  return what !== undefined && theme !== undefined ? { what, areas: [theme] } : { what: words, areas: [] };
}

/** Two visits of one time are two only where each has a theme, and another one. */
function isVisitThere(mention: Mention, known: KnownCase, kind: Kind, areas: readonly string[]): boolean {
  return known.standing
    .ofType('VisitCarriedOut')
    .filter(({ data, when }) => data.kind === kind && overlap(when, mention.when))
    .some(
      ({ data }) =>
        areas.length === 0 || data.areas.length === 0 || areas.some((area) => data.areas.includes(area)),
    );
}

function visitIdOf({ date }: Mention, known: KnownCase, kind: Kind): string {
  const isTaken = (id: string): boolean =>
    known.standing.ofType('VisitCarriedOut').some(({ data }) => data.visitId === id);
  if (kind !== 'joint_targeted_area') return freeId(slugOf(`${date} ${kind} visit`), isTaken);
  const ofItsYear = `${date.slice(0, 4)}-jtai`;
  return /^\d{4}/.test(date) && !isTaken(ofItsYear) ? ofItsYear : freeId(slugOf(`${date} jtai`), isTaken);
}
