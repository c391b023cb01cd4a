// Many clients of a stream of states in one process: what each of them got, and what it makes of it.
import { setTimeout } from 'node:timers/promises';
import jsonPatch from 'fast-json-patch';
import { answer } from './children.js';
import { now } from './clock.js';
import { Reader } from './reader.js';
import { hashOf } from './state-hash.js';

const readers = [];

class StateReader {
  /** In the order in which they came, each `{ event, data, at, connection }`. */
  messages = [];

  constructor(options) {
    this.connection = new Reader({
      ...options,
      take: (event, _id, data, at) =>
        this.messages.push({ event, data, at, connection: this.connection.connections }),
    });
  }
}

const parsed = (data) => JSON.parse(Buffer.from(data, 'latin1'));

/**
 * Makes the last state of what one reader got. `broken` where a patch is not of the state before it, or does not
 * make the state that it says.
 *
 * @param eachStep whether the hash of every state is worked out, and not of the last alone
 */
function made(messages, eachStep) {
  let state;
  let hash;
  let broken = 0;
  for (const { event, data } of messages) {
    const message = parsed(data);
    if (event === 'state') ({ state, hash } = message);
    else {
      if (message.before !== hash) broken += 1;
      state = jsonPatch.applyPatch(state, message.patch).newDocument;
      hash = message.after;
    }
    if (eachStep && hashOf(state) !== hash) broken += 1;
  }
  if (!eachStep && hashOf(state) !== hash) broken += 1;
  return { hash, broken };
}

/** The event of the first message of each connection but the first. */
function resumedBy(messages) {
  return messages
    .filter(({ connection }, index) => connection > 1 && messages[index - 1]?.connection !== connection)
    .map(({ event }) => event);
}

answer({
  /** Resolves once all have a state. */
  async follow({ count, ...options }) {
    for (let n = 0; n < count; n += 1) readers.push(new StateReader(options));
    for (const { connection } of readers) connection.follow();
    while (!readers.every(({ messages }) => messages.length > 0)) await setTimeout(10);
  },

  /** So many of them lose their connection. */
  cut(count) {
    for (const { connection } of readers.slice(0, count)) connection.cut();
  },

  /** Milliseconds since anybody got anything. */
  quiet: () => now() - Math.max(...readers.map(({ messages }) => messages.at(-1).at)),

  /** @param sent when changes were sent: how long each took until the next message, for each reader */
  judged({ sent }) {
    const after = readers.map(({ messages }) =>
      Float32Array.from(sent, (instant) => {
        const next = messages.find(({ at, connection }) => at > instant && connection === 1);
        return next ? next.at - instant : Number.NaN;
      }),
    );
    const all = readers.flatMap(({ messages }) => messages);
    const lengths = (event) => all.filter((one) => one.event === event).map(({ data }) => data.length);
    return {
      after,
      results: readers.map(({ messages }, index) => made(messages, index % 10 === 0)),
      resumed: readers.flatMap(({ messages }) => resumedBy(messages)),
      states: lengths('state'),
      patches: lengths('patch'),
      bytes: readers.reduce((sum, { connection }) => sum + connection.bytes, 0),
    };
  },
});
