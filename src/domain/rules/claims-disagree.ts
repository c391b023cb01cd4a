import { formatDay } from '../time/civil-day.ts';
import { dayInWords } from '../time/edtf-in-english.ts';
import type { CaseFacts, DatedEvent } from './case-facts.ts';
import { type Countable, countInWords, type Period, possiblyWithin } from './counted.ts';
import { dateWithin } from './events-in-time.ts';
import { type Met, type Rule, rule } from './rule.ts';

/** A count that a source states, over a period whose two ends are exact days. */
interface Claim extends Period {
  readonly event: DatedEvent<'ClaimMade'>;
  readonly of: Countable;
  readonly least: number;
  readonly most: number;
}

/** A claim over a period that is imprecise cannot certainly contradict another, and is left out. */
function claimOf(event: DatedEvent<'ClaimMade'>): Claim | undefined {
  if (event.data.kind !== 'count') return undefined;
  const { of, value, atLeast, over } = event.data;
  const date = dateWithin(over);
  const [span, ...more] = date?.spans ?? [];
  if (!span || more.length > 0) return undefined;
  if (span.earliestStart !== span.latestStart || span.earliestEnd !== span.latestEnd) return undefined;
  const most = atLeast ? Number.POSITIVE_INFINITY : value;
  return { event, of, from: span.earliestStart, to: span.latestEnd, least: value, most };
}

const within = (part: Period, whole: Period): boolean => whole.from <= part.from && part.to <= whole.to;
const sameDays = (a: Period, b: Period): boolean => a.from === b.from && a.to === b.to;
const inWords = ({ from, to }: Period): string => `${dayInWords(from)} to ${dayInWords(to)}`;

function stated({ event, of, least, most, from, to }: Claim): string {
  const source = event.source ? `source ${event.source.id}` : 'an unnamed source';
  return `${most === least ? '' : 'at least '}${countInWords(least, of)} from ${inWords({ from, to })} (${source})`;
}

function met(whole: Claim, parts: readonly Claim[], conclusion: string, more: Met['facts'] = {}): Met {
  const claims = [...parts, whole];
  return {
    message: `Sources disagree. They state ${claims.map(stated).join('; ')}. ${conclusion} Both stay on record; look for what each of them counts.`,
    with: parts.map(({ event }) => event),
    facts: {
      of: whole.of,
      claims: claims.map(({ event, least, from, to }) => ({
        event: event.id,
        value: least,
        over: `${formatDay(from)}/${formatDay(to)}`,
        ...(event.source && { source: event.source.id }),
      })),
      ...more,
    },
  };
}

/** A claim over the same days, made earlier, of another number; or one over a part of them of a greater number. */
function againstOne(whole: Claim, others: readonly Claim[], position: number): Met | undefined {
  for (const [index, other] of others.entries()) {
    if (sameDays(whole, other)) {
      // Each pair once: on the claim that was recorded later.
      const apart = other.most < whole.least || other.least > whole.most;
      if (index < position && apart) return met(whole, [other], 'These are the same days.');
    } else if (within(other, whole) && other.least > whole.most) {
      return met(whole, [other], 'The longer time cannot hold fewer than a part of it.');
    }
  }
  return undefined;
}

/** Two claims over parts that together hold too many for the whole, or that leave some to the days between them. */
function againstTwo(whole: Claim, others: readonly Claim[], facts: CaseFacts): Met | undefined {
  const parts = others.filter((other) => within(other, whole) && !sameDays(other, whole));
  for (const first of parts) {
    for (const second of parts) {
      if (second.from <= first.to) continue;
      const least = first.least + second.least;
      if (least > whole.most) return met(whole, [first, second], `The parts alone hold ${least}.`);
      if (first.from !== whole.from || second.to !== whole.to) continue;
      const left = whole.least - first.most - second.most;
      if (left <= 0) continue;
      const between = { from: first.to + 1, to: second.from - 1 };
      if (between.to < between.from) {
        return met(
          whole,
          [first, second],
          `The parts cover every day and hold ${first.most + second.most}.`,
          { left },
        );
      }
      if (possiblyWithin(between, whole.of, facts).length >= left) continue; // the record explains it
      const gap = inWords(between);
      return met(
        whole,
        [first, second],
        `Together they leave ${countInWords(left, whole.of)} to the days between, ${gap}, for which the record does not hold so many.`,
        { left, between: `${formatDay(between.from)}/${formatDay(between.to)}` },
      );
    }
  }
  return undefined;
}

export const claimsDisagreeRules: readonly Rule[] = [
  rule({
    id: 'claims-disagree',
    severity: 'unusual',
    says: 'The counts that sources state can all be true.',
    citation:
      'Caseline: claims are held against each other; Ofsted, report on Bradford of 31 January 2023 (seven monitoring visits), and letter of 22 August 2023 (the ninth, and the first since January)',
    checks: ['ClaimMade'],
    restsOn: { case: ['ClaimMade'] },
    check(event, facts) {
      const whole = claimOf(event);
      if (!whole) return undefined;
      const claims = facts.ofType('ClaimMade').flatMap((other) => claimOf(other) ?? []);
      const alike = claims.filter(({ of }) => of === whole.of);
      const position = alike.findIndex((claim) => claim.event.id === event.id);
      const others = alike.filter((claim) => claim.event.id !== event.id);
      return againstOne(whole, others, position) ?? againstTwo(whole, others, facts);
    },
  }),
];
