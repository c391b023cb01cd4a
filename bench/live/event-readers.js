// Many clients of a stream of events in one process, and what each of them got.
import { setTimeout } from 'node:timers/promises';
import { answer } from './children.js';
import { differing, faultsOf, noFaults, saysTheSame } from './faults.js';
import { Reader } from './reader.js';

/** How many connect at a time: a server lets only so many wait. */
const AT_A_TIME = 100;

/** By id: a number for each event, in the order in which this process first saw them. */
const numbers = new Map();
/** By that number: the data that the first reader got. */
const texts = [];
const readers = [];

class EventReader {
  events = 0;
  isCaughtUp = false;
  /** Events that others got with other data. */
  differing = 0;
  /** The numbers of the events in the order in which they came, and when they came. */
  seen = new Int32Array(1_024);
  at = new Float64Array(1_024);

  constructor(options) {
    this.connection = new Reader({ ...options, take: (...message) => this.#take(...message) });
  }

  #take(event, id, data, at) {
    if (event === 'caught-up') this.isCaughtUp = true;
    if (event !== '') return;
    let number = numbers.get(id);
    if (number === undefined) {
      number = texts.push(data) - 1;
      numbers.set(id, number);
    } else if (!saysTheSame(texts[number], data)) this.differing += 1;
    if (this.events === this.seen.length) this.#grow();
    this.seen[this.events] = number;
    this.at[this.events] = at;
    this.events += 1;
  }

  #grow() {
    const { seen, at } = this;
    this.seen = new Int32Array(2 * seen.length);
    this.at = new Float64Array(2 * at.length);
    this.seen.set(seen);
    this.at.set(at);
  }
}

const inUtf8 = (text) => Buffer.from(text, 'latin1').toString();

async function until(isSo) {
  while (!isSo()) await setTimeout(10);
}

answer({
  /** Resolves once all of so many readers more have caught up; at once where they are to read nothing. */
  async follow({ count, reading = true, ...options }) {
    for (let begun = 0; begun < count; begun += AT_A_TIME) {
      const some = Array.from({ length: Math.min(AT_A_TIME, count - begun) }, () => new EventReader(options));
      readers.push(...some);
      for (const { connection } of some) connection.follow({ reading });
      if (reading) await until(() => some.every(({ isCaughtUp }) => isCaughtUp));
    }
  },

  /** They read on, who were to read nothing. */
  resume() {
    for (const { connection } of readers) connection.resume();
  },

  /** How many events the reader has that has the fewest. */
  progress: () => ({ least: Math.min(...readers.map(({ events }) => events)) }),

  /**
   * What is wrong with what the readers got, where they should have got these, in this order; and how many
   * milliseconds after an instant each event arrived at each of them, NaN for no instant.
   *
   * @param contents the JSON of each event, where that is known
   */
  judged({ ids, contents, isOrdered, instants }) {
    const expected = Int32Array.from(ids, (id) => numbers.get(id) ?? -1);
    const faults = noFaults();
    faults.differing += differing(expected, texts.map(inUtf8), contents);
    const after = instants.map(() => new Float32Array(ids.length * readers.length).fill(Number.NaN));
    const place = new Map(Array.from(expected, (number, index) => [number, index]));
    readers.forEach(({ seen, at, events, differing }, reader) => {
      faultsOf({ seen: seen.subarray(0, events), differing }, expected, isOrdered, faults);
      for (let index = 0; index < events; index += 1) {
        const expectedAt = place.get(seen[index]);
        if (expectedAt === undefined) continue;
        instants.forEach((of, which) => {
          after[which][reader * ids.length + expectedAt] = at[index] - of[expectedAt];
        });
      }
    });
    const connections = readers.map(({ connection }) => connection);
    return {
      faults,
      after,
      endings: connections.map(({ endings }) => endings),
      refusals: connections.flatMap(({ refusals }) => refusals),
      connections: connections.reduce((sum, one) => sum + one.connections, 0),
      bytes: connections.reduce((sum, one) => sum + one.bytes, 0),
    };
  },

  /** The milliseconds of processor time that they have used. */
  used() {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  },
});
