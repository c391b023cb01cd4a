import { createRequire } from 'node:module';

const { ANY, EventStoreDBClient, NO_STREAM, START, streamNameFilter } = createRequire(import.meta.url)(
  '@eventstore/db-client',
);

/**
 * The client as it comes, in streams of its own. It sends appends in one batch stream for all; with credentials, which
 * are not sent unencrypted, each is a call of its own, as those of the log are.
 */
export class Bare {
  #client;
  #prefix;
  #options;

  constructor(connection, { prefix, calls }) {
    this.#client = EventStoreDBClient.connectionString(connection);
    this.#prefix = prefix;
    this.#options = calls ? { credentials: { username: 'nobody', password: '' } } : {};
  }

  /** @param expected the last revision, -1 for none; any when absent */
  append(caseId, events, expected) {
    const expectedRevision = expected === undefined ? ANY : expected < 0 ? NO_STREAM : BigInt(expected);
    return this.#client.appendToStream(this.#prefix + caseId, events, { ...this.#options, expectedRevision });
  }

  /** Reads everything that the server has, up to its end; tells how many events are of these streams. */
  async readAll() {
    let events = 0;
    for await (const { event } of this.#client.readAll({ fromPosition: START }))
      if (event?.streamId.startsWith(this.#prefix)) events += 1;
    return events;
  }

  /** Events of these streams from now on. */
  subscribe() {
    const filter = streamNameFilter({ prefixes: [this.#prefix] });
    return this.#client.subscribeToAll({ fromPosition: START, filter });
  }

  close() {
    return this.#client.dispose();
  }
}
