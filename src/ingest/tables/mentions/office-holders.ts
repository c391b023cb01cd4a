import type { DataOf } from '../../../domain/events/catalogue.ts';
import type { Office } from '../../../domain/events/people.ts';
import { dateWithin } from '../../../domain/rules/events-in-time.ts';
import { parseEdtf } from '../../../domain/time/edtf.ts';
import type { EventToRecord, KnownCase } from '../../stated.ts';
import { overlap } from '../inspection-in-case.ts';
import { claimed } from './claims.ts';
import {
  councilOf,
  disclosed,
  keyOf,
  type Mention,
  once,
  sourceOf,
  type Tell,
  whenStated,
} from './mention.ts';

/** The report names nobody, and says since when the holder has been in office. */
export const inPostSince =
  (office: Office): Tell =>
  (mention, known) => {
    const { date, words, published } = mention;
    const stated = whenStated(mention, known);
    if (isNamed(known, office, mention, stated)) return [];
    const isActing = words.startsWith('acting ');
    return once(known, {
      // Every report is a witness of its own day: the next one that says the same says that it is still so.
      key: `${keyOf(mention)}/${published}`,
      type: 'OfficeHolderNamed',
      occurred: { date: stated },
      disclosures: disclosed(mention, stated, councilOf(mention), 'ofsted'),
      source: sourceOf(mention, known, isActing ? 'In an acting capacity.' : undefined),
      data: { office, name: null, interim: isActing || words.startsWith('interim '), since: date },
    });
  };

type Holder = Pick<DataOf<'OfficeHolderNamed'>, 'office' | 'interim' | 'since'>;

/** Somebody took up an office, or was appointed to it. */
export const leadershipChange: Tell = (mention, known) => {
  const { words, date, detail } = mention;
  const holders = words.split(';').map((part) => newHolder(part.trim(), date));
  if (!holders.every((holder) => holder !== undefined)) return claimed(mention, known);
  return holders.flatMap((holder): EventToRecord[] => {
    if (isNamed(known, holder.office, mention, date)) return [];
    return once(known, {
      key: `${keyOf(mention)}/${holder.office}`,
      type: 'OfficeHolderNamed',
      occurred: { date },
      disclosures: disclosed(mention, date, councilOf(mention)),
      source: sourceOf(mention, known, `Known from a mention in a later report: ${detail}.`),
      data: { ...holder, name: null },
    });
  });
};

function newHolder(part: string, date: string): Holder | undefined {
  if (/^new chief executive( appointed| took up post)?$/.test(part))
    return { office: 'chief_executive', interim: false, since: date };
  const director = /\b(interim )?director of children's services (appointed|took up post|confirmed in post)$/;
  const [found, interim, how] = director.exec(part) ?? [];
  if (found === undefined) return undefined;
  const office = 'director_of_childrens_services';
  // Confirmed in post: held before, and since when is not said.
  return { office, interim: interim !== undefined, ...(how !== 'confirmed in post' && { since: date }) };
}

/** Whether the office is held, by what the case knows of that time, since the same day. */
function isNamed(known: KnownCase, office: Office, { when }: Mention, stated: string): boolean {
  const parsed = parseEdtf(stated);
  return known.standing
    .ofType('OfficeHolderNamed')
    .some(
      (named) =>
        named.data.office === office &&
        parsed.ok &&
        overlap(named.when, parsed.value) &&
        isSince(named.data.since, when),
    );
}

function isSince(since: string | undefined, when: Mention['when']): boolean {
  const date = since === undefined ? undefined : dateWithin(since);
  return date !== undefined && overlap(date, when);
}
