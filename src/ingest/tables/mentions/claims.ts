import { isDeepStrictEqual } from 'node:util';
import type { RecordedEvent } from '../../../domain/events/catalogue.ts';
import { gradeName } from '../../../domain/frameworks/frameworks.ts';
import { dateWithin } from '../../../domain/rules/events-in-time.ts';
import { inEnglish } from '../../../domain/time/edtf-in-english.ts';
import { slugOf } from '../../slug.ts';
import { amended, type KnownCase, lastIdOf, type Statement } from '../../stated.ts';
import { overlap } from '../inspection-in-case.ts';
import { disclosed, isKnown, keyOf, type Mention, once, sourceOf, subjectOf, type Tell } from './mention.ts';

/** The key under which a mention is a claim. */
export const claimKey = (mention: Mention): string => `${keyOf(mention)}/claim`;

/** What a report states, where nothing in the catalogue is certain to be that: the statement stands as one. */
export const claimed: Tell = (mention, known) => {
  const { kind, grade, detail, date } = mention;
  const topic = kind.startsWith('previous') ? subjectOf(mention).replace(/ the report itself .*$/, '') : kind;
  const statement = claim(mention, known, claimKey(mention), {
    kind: 'statement',
    topic: slugOf(`${date} ${topic}`),
    value: grade === undefined ? detail : gradeName(grade),
    says: `Ofsted: ${detail}; dated ${inEnglish(date, 'extent')}.`,
  });
  if (!isKnown(known, statement.key)) return once(known, statement);
  const standing = known.standing.find(lastIdOf(known, statement.key));
  if (!standing) return [];
  if (isDeepStrictEqual(standing.data, statement.data)) return [];
  if (standing.source?.id !== statement.source.id)
    return once(known, { ...statement, key: `${statement.key}/${mention.published}` });
  return hasSaid(known, standing.id, statement.data)
    ? []
    : amended(known, standing, { ...statement, occurred: standing.occurred }, anotherGrade);
};

export const anotherGrade = 'The table of mentions says otherwise than before.';

/**
 * Whether an event has said this before, be it corrected since: two rows of one report that disagree would
 * otherwise correct each other with every import.
 */
function hasSaid(known: KnownCase, id: string, data: object): boolean {
  const forms = known.seen.flatMap((event) => formOf(event, id));
  return forms.some((form) => isDeepStrictEqual(form, data));
}

function formOf(event: RecordedEvent, id: string): object[] {
  if (event.id === id) return [event.data];
  if (event.type !== 'EventCorrected' || event.data.target !== id || !event.data.replacement.data) return [];
  return [event.data.replacement.data];
}

function claim(
  mention: Mention,
  known: KnownCase,
  key: string,
  data: Statement<'ClaimMade'>['data'],
): Statement<'ClaimMade'> {
  return {
    key,
    type: 'ClaimMade',
    occurred: { date: mention.published },
    disclosures: disclosed(mention, mention.published),
    source: sourceOf(mention, known),
    data,
  };
}

/** The report says on another page that it was at another time. */
export const otherPage: Tell = (mention, known) => {
  const { kind, date, words, aside } = mention;
  if (aside === undefined || !/\bpage \d+\b.* says\b/.test(aside)) return [];
  return once(
    known,
    claim(mention, known, `${keyOf(mention)}/other-page`, {
      kind: 'statement',
      topic: slugOf(`${date} ${kind} date`),
      value: aside,
      says: `Ofsted, in one report: ${words}; dated ${inEnglish(date)}, and otherwise on another page.`,
    }),
  );
};

const numbers = [
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

/** How often there were visits in a time. */
export const counted: Tell = (mention, known) => {
  const { date, when, detail, words } = mention;
  const [, number = '', what = ''] = /^(\w+) (monitoring|focused) visits\b/.exec(words) ?? [];
  const value = numbers.indexOf(number) + 1;
  if (value === 0) return claimed(mention, known);
  const of = what === 'focused' ? 'focused_visit' : 'monitoring_visit';
  const source = sourceOf(mention, known);
  const isThere = known.standing.ofType('ClaimMade').some(({ data, source: cited }) => {
    if (data.kind !== 'count' || data.of !== of || data.value !== value) return false;
    const over = dateWithin(data.over);
    return over !== undefined && overlap(over, when) && cited?.id === source.id;
  });
  if (isThere) return [];
  const says = `Ofsted: ${detail}.`;
  return once(known, claim(mention, known, keyOf(mention), { kind: 'count', of, value, over: date, says }));
};
