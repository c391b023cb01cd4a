import { day, written } from './days.js';
import { kinds, notes, regions } from './words.js';

/** Nothing arrives after this day, however late. */
const lastArrival = day('2025-12-31');
const firstArrival = day('2013-01-02');

/**
 * One case while it is made: its events, and for each the day on which the record's keepers come to hear of it,
 * which is not the order in which things happened.
 */
export class Journey {
  /** In the order in which they were made, each `{ event, arrived }`. */
  entries = [];

  constructor(la, random) {
    this.la = la;
    this.random = random;
    this.council = `council:${la}`;
    const registered = this.add('AuthorityRegistered', {
      on: day('1974-04-01'),
      arrived: firstArrival,
      to: ['public'],
      source: undefined,
      data: {
        la,
        slug: `authority-${la}`,
        name: `Authority ${la}`,
        kind: random.pick(kinds),
        region: random.pick(regions),
      },
    });
    registered.arrived = firstArrival;
  }

  /**
   * Adds an event and returns its entry.
   *
   * `on`: the day it happened, or its last day; `date`: how the source writes that, where not as one day; `to`:
   * who may know at once; `publicFrom`: from when everybody may; `source`: `[id, page]`; `after`: an entry that
   * has to have arrived before.
   */
  add(type, { on, date = written(on), to = [], publicFrom, source, data, after, arrived }) {
    const { random } = this;
    const from = written(on);
    const entry = {
      arrived: Math.min(
        Math.max(arrived ?? Math.max(on, firstArrival) + delay(random), after?.arrived ?? firstArrival),
        lastArrival,
      ),
      event: {
        id: random.uuid(),
        type,
        occurred: { date },
        disclosures: [
          ...to.map((party) => ({ to: party, from })),
          ...(publicFrom === undefined ? [] : [{ to: 'public', from: written(Math.max(publicFrom, on)) }]),
        ],
        ...(source && {
          source: {
            id: source[0],
            page: source[1],
            ...(random.chance(0.5) && {
              paragraph: `${source[1]}.${random.from(1, 9)}`,
              note: random.pick(notes),
            }),
          },
        }),
        data,
      },
    };
    this.entries.push(entry);
    return entry;
  }

  /** A document taken into the record: its id, for what cites it. */
  capture(sourceId, title, publisher, published) {
    this.add('SourceCaptured', {
      on: published,
      to: ['public'],
      source: [sourceId, 1],
      data: {
        sourceId,
        title,
        publisher,
        dated: written(published),
        licence: 'Open Government Licence v3.0',
      },
    });
    return sourceId;
  }

  /** The events in the order in which they arrived, each with that day. */
  inOrderOfArrival() {
    return this.entries.toSorted((a, b) => a.arrived - b.arrived); // sorting is stable
  }
}

/** Most facts come within days, some after months, and a few years late. */
function delay(random) {
  const kind = random.below(100);
  if (kind < 82) return random.from(0, 9);
  return kind < 96 ? random.from(10, 120) : random.from(121, 900);
}
