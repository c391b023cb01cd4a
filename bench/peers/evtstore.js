import { createAggregate, createCommands, createDomain } from 'evtstore';
import { createProvider, migrate } from 'evtstore/provider/knex.js';
import knex from 'knex';
import { evolve, initial } from './fold.js';

const stream = 'cases';
const pageSize = 1_000;
const shaped = (_caseId, event) => event;

const connect = (file, afterCreate) =>
  knex({
    client: 'better-sqlite3',
    connection: { filename: file },
    useNullAsDefault: true,
    pool: {
      min: 1,
      max: 1,
      afterCreate: (connection, done) => {
        afterCreate(connection);
        done(null, connection);
      },
    },
  });

async function opened(file) {
  const client = connect(file, (connection) => {
    connection.pragma('journal_mode = WAL');
    connection.pragma('synchronous = FULL');
    connection.pragma('wal_autocheckpoint = 4000');
  });
  await migrate({ client, events: 'events', bookmarks: 'bookmarks' });
  const provider = createProvider({
    limit: pageSize,
    events: () => client.table('events'),
    bookmarks: () => client.table('bookmarks'),
  });
  const aggregate = createAggregate({
    stream,
    create: initial,
    fold: (event, state) => evolve(state, event.type, event.data),
  });
  return { client, provider, aggregate };
}

/** Its provider by itself: no aggregate is read before an append. */
export const providerAlone = {
  name: 'evtstore, its provider alone',
  async open(file) {
    const { client, provider, aggregate } = await opened(file);
    const { domain } = createDomain({ provider, useCache: false }, { cases: aggregate });
    return {
      append: (caseId, version, events) =>
        provider.append(
          stream,
          caseId,
          version + 1,
          provider.createEvents(stream, caseId, version + 1, events),
        ),
      fold: (caseId) => domain.cases.getAggregate(caseId),
      /** Its handler's own pages, without the bookmark that a handler stores after each event. */
      async rebuild() {
        const states = new Map();
        let after = 0;
        for (;;) {
          const page = await provider.getEventsFrom(stream, after);
          for (const { aggregateId, event } of page)
            states.set(aggregateId, evolve(states.get(aggregateId) ?? initial(), event.type, event.data));
          if (page.length === 0) return states;
          after = page.at(-1).position;
        }
      },
      close: () => client.destroy(),
    };
  },
  shaped,
};

/** As it is used: a command folds the aggregate, from its cache and what came since, and then appends. */
export const byCommand = {
  name: 'evtstore, by command',
  async open(file) {
    const { client, provider, aggregate } = await opened(file);
    const { domain } = createDomain({ provider, useCache: true }, { cases: aggregate });
    const commands = createCommands(domain.cases, { record: async ({ events }) => events });
    return {
      append: (caseId, _version, events) => commands.record(caseId, { events }),
      close: () => client.destroy(),
    };
  },
  shaped,
};

/** What a connection has when nothing is set. */
export async function settings(file) {
  const client = connect(file, () => {});
  const of = async (pragma) => Object.values((await client.raw(`PRAGMA ${pragma}`))[0])[0];
  const found = { journal: await of('journal_mode'), synchronous: await of('synchronous') };
  await client.destroy();
  return found;
}
