import { lastDay } from '../../../domain/time/edtf.ts';
import { inEnglish } from '../../../domain/time/edtf-in-english.ts';
import type { JourneyView } from '../../../projections/journey/journey.ts';
import { gradeName } from '../../words.ts';
import { type Item, lasts, plain, readDate, type Until } from './item.ts';
import { gradeTexts, lastsInWords } from './words.ts';

/** The overall judgement: a band for each spell, and what is judged and does not count yet. */
export const overallJudgement = (journey: JourneyView, until: Until): Item[] => [
  ...journey.spells.flatMap((spell) => spellItems(spell, until)),
  ...journey.awaitingPublication.map((judgement) => awaiting(judgement, until)),
];

/** A spell is one band, whatever was judged within it; a later judgement of the same grade is a mark on it. */
function spellItems({ grade, from, to, judgements }: JourneyView['spells'][number], until: Until): Item[] {
  const [first, ...again] = judgements;
  if (!first) return [];
  const band: Item = {
    ...plain,
    ...lasts(readDate(from), to === null ? null : readDate(to), until),
    event: first.event,
    name: `${gradeName(grade)} overall, ${lastsInWords(from, to)}`,
    texts: gradeTexts(grade),
    grade,
  };
  const pins = again.map(({ overall, published, event }): Item => {
    const when = readDate(published);
    return {
      ...plain,
      form: 'pin',
      event,
      name: `${gradeName(overall)} overall again, published ${inEnglish(published)}`,
      texts: [],
      spans: when.spans,
      mark: { shape: 'notch', on: lastDay(when) },
    };
  });
  return [band, ...pins];
}

function awaiting(judgement: JourneyView['awaitingPublication'][number], until: Until): Item {
  const { overall, issued, embargoUntil, certainty, event } = judgement;
  const judged = overall === null ? 'Judged without an overall grade' : `${gradeName(overall)} overall`;
  const possibly = certainty === 'possible' ? 'possibly ' : '';
  const embargo = embargoUntil === null ? '' : `: under embargo until ${inEnglish(embargoUntil)}`;
  return {
    ...plain,
    ...lasts(readDate(issued), null, until),
    event,
    name: `${judged}, ${possibly}issued ${inEnglish(issued)}, not yet published${embargo}`,
    texts:
      overall === null
        ? ['Not yet published']
        : [`${gradeName(overall)}, not yet published`, gradeName(overall)],
    grade: overall,
    plan: true,
    possible: certainty === 'possible',
  };
}
