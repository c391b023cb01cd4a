// Clients as programs use them, many in one process: `caseline/client`, or the package `eventsource`.
import { setTimeout } from 'node:timers/promises';
import { EventSource } from 'eventsource';
import { answer } from './children.js';
import { differing, faultsOf, noFaults, saysTheSame } from './faults.js';

/** By id, and the JSON of each by that number. */
const numbers = new Map();
const texts = [];
const readers = [];

class LibraryReader {
  seen = [];
  differing = 0;
  connections = 1;
  isCaughtUp = false;

  take(id, text) {
    let number = numbers.get(id);
    if (number === undefined) {
      number = texts.push(text) - 1;
      numbers.set(id, number);
    } else if (!saysTheSame(texts[number], text)) this.differing += 1;
    this.seen.push(number);
  }
}

function followedByEventSource(reader, url) {
  const source = new EventSource(url);
  source.addEventListener('message', ({ lastEventId, data }) => reader.take(lastEventId, data));
  source.addEventListener('caught-up', () => {
    reader.isCaughtUp = true;
  });
  source.addEventListener('error', () => {
    reader.connections += 1;
  });
}

async function followedByClient(reader, base) {
  const { connect } = await import('../../dist/client/client.js');
  const reconnecting = () => {
    reader.connections += 1;
  };
  const client = connect(base, { live: { reconnecting } });
  client.live.eventsAndMarks().subscribe((one) => {
    if (one.type === 'caught-up') reader.isCaughtUp = true;
    else reader.take(one.id, JSON.stringify(one));
  });
}

answer({
  /** Resolves once all have caught up. */
  async follow({ count, kind, port, path }) {
    const base = `http://127.0.0.1:${port}`;
    for (let n = 0; n < count; n += 1) {
      const reader = new LibraryReader();
      readers.push(reader);
      if (kind === 'eventsource') followedByEventSource(reader, `${base}${path}`);
      else await followedByClient(reader, base);
    }
    while (!readers.every(({ isCaughtUp }) => isCaughtUp)) await setTimeout(10);
  },

  progress: () => ({ least: Math.min(...readers.map(({ seen }) => seen.length)) }),

  /** As that of event-readers.js. */
  judged({ ids, contents }) {
    const expected = ids.map((id) => numbers.get(id) ?? -1);
    const faults = noFaults();
    faults.differing += differing(expected, texts, contents);
    for (const { seen, differing } of readers) {
      faultsOf({ seen, differing }, expected, true, faults);
    }
    return { faults, connections: readers.reduce((sum, one) => sum + one.connections, 0) };
  },
});
