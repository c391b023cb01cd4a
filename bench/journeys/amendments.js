import { day, month, written } from './days.js';
import { measures, personOf } from './words.js';

/** How a wrong fact of each kind is put right: what replaces what was recorded. */
const replacements = {
  MeasureReported: ({ data }, random) => ({ data: { ...data, measure: random.pick(measures) } }),
  OfficeHolderNamed: ({ data }, random) => ({ data: { ...data, name: personOf(random) } }),
  InspectionCarriedOut: ({ data }, random) => ({ data: { ...data, leadInspector: personOf(random) } }),
  ProgressReported: ({ occurred }) => ({ occurred: { date: month(day(occurred.date)) } }),
};

const withdrawable = new Set(['MeasureReported', 'ImprovementActionTaken', 'OfficeHolderNamed']);

/** About two in a hundred facts turn out wrong: corrected, or withdrawn where they should not be there. */
export function amend(journey, share = 0.02) {
  const { random } = journey;
  for (const target of [...journey.entries]) {
    if (!random.chance(share * 2)) continue; // about half of the events are of a kind that is amended here
    const { event } = target;
    const withdraw = withdrawable.has(event.type) && random.chance(0.25);
    const replacement = replacements[event.type]?.(event, random);
    if (!withdraw && !replacement) continue;
    const arrived = target.arrived + random.from(5, 400);
    const entry = journey.add(withdraw ? 'EventWithdrawn' : 'EventCorrected', {
      on: arrived,
      arrived,
      after: target,
      source: event.source && [event.source.id, event.source.page],
      data: {
        target: event.id,
        reason: random.pick(['source_error', 'data_entry', 'late_evidence']),
        ...(!withdraw && { replacement }),
      },
    });
    // Known to whoever knew the fact, once it is known at all.
    entry.event.disclosures = event.disclosures.map(({ to, from }) => ({
      to,
      from: later(from, written(arrived)),
    }));
  }
}

/** Days written in full sort as they follow each other. */
const later = (a, b) => [a, b].sort()[1];
