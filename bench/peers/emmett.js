import { setTimeout } from 'node:timers/promises';
import { getSQLiteEventStore, readMessagesBatch, sqliteConnection } from '@event-driven-io/emmett-sqlite';
import Database from 'better-sqlite3';
import { evolve, initial } from './fold.js';

const shaped = (_caseId, { type, ...data }) => ({ type, data });
const evolved = (state, { type, data }) => evolve(state, type, data.data);
const pageSize = 1_000n;

/**
 * A file that is in WAL mode already. emmett asks for that mode on each connection without waiting for it, and on
 * a new file that can meet its own first transaction: an error which ends the process.
 */
function inWalMode(file) {
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.close();
  return file;
}

/**
 * Now and then its COMMIT meets a statement of its own that has not been finished yet ("cannot commit
 * transaction - SQL statements in progress"), and nothing is written: whoever uses it has to try again.
 */
export const triedAgain = { times: 0 };

async function persistently(append) {
  for (;;) {
    try {
      return await append();
    } catch (error) {
      if (error.code !== 'SQLITE_BUSY') throw error;
      triedAgain.times += 1;
    }
  }
}

const storeOver = (store) => ({
  append: (caseId, version, events) =>
    persistently(() =>
      store.appendToStream(caseId, events, version === 0 ? {} : { expectedStreamVersion: BigInt(version) }),
    ),
  async fold(caseId) {
    const { state } = await store.aggregateStream(caseId, { evolve: evolved, initialState: initial });
    return state;
  },
});

/** One connection for everything: the faster way, and the one that pragmas can be set on. */
export const oneConnection = {
  name: 'emmett-sqlite, one connection',
  async open(file) {
    const connection = sqliteConnection({ fileName: inWalMode(file) });
    await connection.command('PRAGMA synchronous = FULL');
    await connection.command('PRAGMA wal_autocheckpoint = 4000');
    const store = getSQLiteEventStore({
      fileName: file,
      connectionOptions: { singleton: true, connection },
    });
    await store.schema.migrate();
    return {
      ...storeOver(store),
      /** In its own pages; its consumer waits 50 ms after each of them and stores a checkpoint for each event. */
      async rebuild() {
        const states = new Map();
        let after = 0n;
        for (;;) {
          const page = await readMessagesBatch(connection, { after, batchSize: pageSize });
          for (const { type, data, metadata } of page.messages) {
            const { streamName } = metadata;
            states.set(streamName, evolve(states.get(streamName) ?? initial(), type, data.data));
          }
          if (page.messages.length === 0) return states;
          after = page.currentGlobalPosition;
        }
      },
      close: async () => connection.close(),
    };
  },
  shaped,
};

/** As it comes: every call opens a connection of its own. */
export const asShipped = {
  name: 'emmett-sqlite, as it comes',
  async open(file) {
    const store = getSQLiteEventStore({ fileName: inWalMode(file) });
    await store.schema.migrate();
    return { ...storeOver(store), close: async () => {} };
  },
  shaped,
};

/** What a connection has when nothing is set. */
export async function settings(file) {
  const connection = sqliteConnection({ fileName: file });
  await setTimeout(100); // it does not wait for its own pragma
  const of = async (pragma) => Object.values(await connection.querySingle(`PRAGMA ${pragma}`))[0];
  const found = { journal: await of('journal_mode'), synchronous: await of('synchronous') };
  connection.close();
  return found;
}
