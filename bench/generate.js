/**
 * Plausible journeys for any number of authorities, the same for the same seed: inspections under the framework
 * of their time, what follows them, facts that come late, corrections. No clock, no machine's randomness.
 */
import { amend } from './journeys/amendments.js';
import { claimed, improved, measured, visited } from './journeys/between.js';
import { day } from './journeys/days.js';
import { inspected, inspectionsOf, tabled } from './journeys/inspections.js';
import { intervened, lifted } from './journeys/intervention.js';
import { Journey } from './journeys/journey.js';
import { randomOf } from './journeys/random.js';

export const recordedBy = { name: 'bench', party: 'recorder' };

/** The code of the nth authority: three digits for as many as England has, five for many more. */
export const codeOf = (index, cases) => String((cases <= 700 ? 200 : 10_000) + index);

/**
 * The history of one case in the order in which it came to be known: `{ arrived, event }`, `arrived` in days
 * since 1970. It depends on nothing but its arguments.
 *
 * @param perCase about how many events: 10 is inspections only, as tables have them; from 60 on whole journeys
 */
export function historyOf(index, { seed = 1, cases = 10_000, perCase = 100 } = {}) {
  const random = randomOf(seed, index);
  const journey = new Journey(codeOf(index, cases), random);
  if (perCase < 60) inspectionsOnly(journey);
  else wholeJourney(journey, perCase);
  amend(journey);
  return journey.inOrderOfArrival();
}

/** Registered, and three inspections with three events each. */
function inspectionsOnly(journey) {
  for (const inspection of inspectionsOf(journey.random, ({ share }) => (share === 1 ? 1 : 0)))
    tabled(journey, inspection);
}

function wholeJourney(journey, perCase) {
  const { random } = journey;
  const inspections = inspectionsOf(random);
  let bound; // by a notice that was issued and not lifted
  inspections.forEach((inspection, index) => {
    const until = inspections[index + 1]?.begun ?? day('2023-12-15');
    const refs = inspected(journey, inspection);
    if (bound && inspection.overall !== 'inadequate') {
      lifted(journey, bound, inspection.published + 30);
      bound = undefined;
    }
    if (random.chance(0.3)) claimed(journey, inspection, index + 1);
    if (until - inspection.published < 120) return;
    improved(journey, inspection, refs, until);
    if (inspection.overall === 'inadequate') bound = intervened(journey, inspection, refs, until);
    else if (random.chance(0.7))
      visited(
        journey,
        'focused',
        `${inspection.id}-focused`,
        random.from(inspection.published + 90, until - 30),
        refs,
      );
  });
  // The rest is what papers and returns state, every few months.
  const wanted = Math.round((perCase * random.from(50, 92)) / 100);
  const from = inspections[0].begun;
  while (journey.entries.length < wanted) measured(journey, random.from(from, day('2023-11-30')));
}

/**
 * All cases together, in the order in which facts arrive: `{ caseId, arrived, event }`. Events of a case that is
 * waiting for its turn are kept as text: a million of them as objects would be most of the memory.
 */
export function* arrivals({ seed = 1, cases = 10_000, perCase = 100 } = {}) {
  const waiting = [];
  const days = new Map(); // by day: the cases of which something arrives, in turn
  for (let index = 0; index < cases; index += 1) {
    const history = historyOf(index, { seed, cases, perCase });
    waiting.push({
      caseId: `authority-${codeOf(index, cases)}`,
      texts: history.map(({ event }) => JSON.stringify(event)),
      next: 0,
    });
    for (const { arrived } of history) {
      const due = days.get(arrived);
      if (due) due.push(index);
      else days.set(arrived, [index]);
    }
  }
  for (const arrived of [...days.keys()].sort((a, b) => a - b)) {
    for (const index of days.get(arrived)) {
      const { caseId, texts, next } = waiting[index];
      waiting[index].next += 1;
      const event = JSON.parse(texts[next]);
      texts[next] = '';
      yield { caseId, arrived, event };
    }
  }
}
