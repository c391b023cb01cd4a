import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openSqliteLog } from '../../src/log/sqlite/sqlite-log.ts';
import { describeEventLog } from '../contract/event-log.contract.ts';

describeEventLog('the SQLite log', { keeps: true }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'caseline-'));
  const file = join(folder, 'made', 'on', 'opening.db');
  return {
    open: async (options) => openSqliteLog({ file, ...options }),
    async leaves() {
      const database = new Database(file, { readonly: true });
      const leaves = database.prepare<[], string>('SELECT lower(hex(leaf)) FROM events ORDER BY position');
      const all = leaves.pluck().all();
      database.close();
      return all;
    },
    remove: () => rm(folder, { recursive: true }),
  };
});
