// The other instance, in a process of its own: says when each event was handed over here.
import { answer } from '../live/children.js';
import { now } from '../live/clock.js';
import { serverAt } from './server.js';

const arrived = new Map();
let wake = () => {};
let leave = async () => {};

function arrives(id) {
  arrived.set(id, now());
  wake();
}

answer({
  /** Follows a log, by its name. Resolves once it has caught up. */
  async log({ connection, name }) {
    const log = serverAt(connection).openLog(name);
    const stop = new AbortController();
    leave = () => {
      stop.abort();
      return log.close();
    };
    await new Promise((caughtUp, failed) => {
      const read = async () => {
        for await (const item of log.subscribe({ signal: stop.signal }))
          if (item === 'caught up') caughtUp();
          else arrives(item.id);
      };
      read().catch(failed);
    });
  },
  /** The same by the client alone, in streams that are named so. */
  async bare({ connection, prefix }) {
    const client = serverAt(connection).openBare({ prefix });
    const subscription = client.subscribe();
    leave = async () => {
      await subscription.unsubscribe();
      return client.close();
    };
    await new Promise((caughtUp, failed) => {
      subscription.on('caughtUp', caughtUp);
      subscription.on('error', failed);
      subscription.on('data', ({ event }) => event && arrives(event.id));
    });
  },
  /** When an event arrived, once it has. */
  async arrival(id) {
    while (!arrived.has(id)) await new Promise((resolve) => (wake = resolve));
    return arrived.get(id);
  },
  async leave() {
    await leave();
    arrived.clear();
  },
});
