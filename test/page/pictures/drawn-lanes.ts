import type { Fact, Question } from '../../../src/caseline.ts';
import type { NewEvent } from '../../../src/domain/events/catalogue.ts';
import { type DrawnItem, type LanesPicture, layOut } from '../../../src/page/pictures/lane-layout.ts';
import { type History, type Item, type Lane, lanesOf } from '../../../src/page/pictures/lanes.ts';
import { projections } from '../../../src/projections/projections.ts';
import { day } from '../../domain/time/dates.ts';
import { bradfordLoaded } from '../../support/bradford.ts';
import { factsAt, type Seen } from '../../support/facts.ts';

/** What lanes are made from, of facts on a day. */
export const historyOf = (facts: readonly Fact[], validAt: string): History => ({
  facts,
  journey: projections.journey.answer(facts, day(validAt)),
  deadlines: projections.deadlines.answer(facts, day(validAt)),
  validAt: day(validAt),
});

/** The lanes of a case that is made up. */
export const lanesOfEvents = (events: readonly NewEvent[], seen: Seen): readonly Lane[] =>
  lanesOf(historyOf(factsAt(events, seen), seen.validAt));

/** The lanes of the real Bradford. */
export async function lanesOfBradford(question: Question): Promise<readonly Lane[]> {
  const { caseline } = await bradfordLoaded();
  const { facts, basis } = await caseline.facts('bradford', question);
  await caseline.close();
  return lanesOf(historyOf(facts, basis.validAt));
}

/** Drawn from one day to another. */
export const drawnFrom = (
  lanes: readonly Lane[],
  from: string,
  to: string,
  validAt = to,
  knownAt = validAt,
): LanesPicture =>
  layOut(lanes, {
    window: { from: day(from), to: day(to) },
    validAt: day(validAt),
    knownAt: day(knownAt),
    hrefOf: (event) => `/events/${event}`,
  });

export const itemsIn = (lanes: readonly Lane[], id: string): readonly Item[] =>
  lanes.find((lane) => lane.id === id)?.items ?? [];

export const drawnIn = ({ lanes }: LanesPicture, id: string): readonly DrawnItem[] =>
  lanes.find((lane) => lane.id === id)?.items ?? [];

export const names = (items: readonly { readonly name: string }[]): readonly string[] =>
  items.map(({ name }) => name);

/** The one that a test speaks of; fails the test where there is none. */
export function named<Thing extends { readonly name: string }>(
  things: readonly Thing[],
  start: string,
): Thing {
  const found = things.find(({ name }) => name.startsWith(start));
  if (!found) throw new Error(`Nothing here is called ${start}: ${names(things).join('; ')}`);
  return found;
}
