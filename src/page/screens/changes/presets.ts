import type { Fact } from '../../../caseline.ts';
import { type CivilDay, formatDay } from '../../../domain/time/civil-day.ts';
import { firstDay, isExact } from '../../../domain/time/edtf.ts';
import { dayInWords } from '../../../domain/time/edtf-in-english.ts';
import { type AskedSide, pairOf } from './question.ts';

/** Two days that are worth comparing. */
export interface Preset {
  readonly text: string;
  readonly href: string;
  readonly isHere: boolean;
}

interface Pair {
  readonly text: string;
  readonly from: AskedSide;
  readonly to: AskedSide;
}

/** So many reports as one can choose from at a glance. */
const mostReports = 4;
const week = 7;

/** The day before and the day of each report; of a trust that took over; and what has come since. */
export function presetsOf(
  { facts, reports, today }: { facts: Iterable<Fact>; reports: readonly CivilDay[]; today: CivilDay },
  asked: { readonly from: AskedSide; readonly to: AskedSide },
  hrefOf: (from: AskedSide, to: AskedSide) => string,
): readonly Preset[] {
  const past = reports.filter((day) => day <= today);
  const last = past[0];
  const pairs: Pair[] = [
    ...(last === undefined
      ? []
      : [{ text: 'All since the latest report', from: { asOf: formatDay(last - 1) }, to: {} }]),
    ...past.slice(0, mostReports).map((day) => around(day, `Report published on ${dayInWords(day)}`)),
    ...tookOver(facts, today).map(({ day, name }) => around(day, `${name} took over`)),
    {
      text: 'Written down here in the last 7 days',
      from: { recordedAt: formatDay(today - week) },
      to: {},
    },
  ];
  const here = JSON.stringify(pairOf(asked.from, asked.to));
  return pairs.map(({ text, from, to }) => ({
    text,
    href: hrefOf(from, to),
    isHere: JSON.stringify(pairOf(from, to)) === here,
  }));
}

const around = (day: CivilDay, text: string): Pair => ({
  text,
  from: { asOf: formatDay(day - 1) },
  to: { asOf: formatDay(day) },
});

const tookOver = (facts: Iterable<Fact>, today: CivilDay): { day: CivilDay; name: string }[] =>
  [...facts].flatMap(({ event }) =>
    event.type === 'TrustWentLive' && isExact(event.when) && firstDay(event.when) <= today
      ? [{ day: firstDay(event.when), name: event.data.name }]
      : [],
  );
