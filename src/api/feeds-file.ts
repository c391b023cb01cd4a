import { mkdir, open, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { partySchema } from '../domain/parties.ts';
import { systemCode } from './config.ts';
import type { FeedJournal, FeedRecord } from './feeds.ts';

const recordSchema = z.union([
  z.strictObject({
    made: z.strictObject({
      id: z.string(),
      party: partySchema,
      owner: z.strictObject({ party: partySchema, name: z.string() }),
      created: z.string(),
      sha256: z.string(),
    }),
  }),
  z.strictObject({ revoked: z.strictObject({ id: z.string(), at: z.string() }) }),
]) satisfies z.ZodType<FeedRecord>;

/**
 * Feeds in a file, readable by its owner alone: a record a line, only ever added to. So several processes can share it,
 * nothing that was acknowledged is lost with a process or the power, and who looks after the service can revoke by
 * taking a line out. It is made when there is something to write.
 */
export function feedsInFile(file: string): FeedJournal {
  let lastRead = '';

  return {
    append: async (record) => {
      const { handle, isNew } = await openToAdd(file);
      try {
        // What was torn by a crash before it stays a line of its own. One write is not mixed with those of others.
        const bytes = Buffer.from(`\n${JSON.stringify(record)}\n`);
        const { bytesWritten } = await handle.write(bytes);
        if (bytesWritten < bytes.length) throw new Error('the feeds file takes no more: is the disk full?');
        await handle.sync();
      } finally {
        await handle.close();
      }
      if (isNew) await syncFolder(dirname(file));
    },

    read: async () => {
      const version = await versionOf(file);
      if (version === lastRead) return undefined;
      const records = version === missing ? [] : recordsIn(await readFile(file, 'utf8'));
      lastRead = version;
      return records;
    },
  };
}

const missing = 'missing';

/** What changes with the file. */
async function versionOf(file: string): Promise<string> {
  try {
    const { ino, size, mtimeNs } = await stat(file, { bigint: true });
    return `${ino} ${size} ${mtimeNs}`;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return missing;
    throw error;
  }
}

async function openToAdd(file: string) {
  await mkdir(dirname(file), { recursive: true });
  try {
    return { handle: await open(file, 'ax', 0o600), isNew: true };
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
    return { handle: await open(file, 'a'), isNew: false };
  }
}

/** Otherwise the power could go with the name of a file whose bytes are safe. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Another process may still be writing what has no end of line. */
const recordsIn = (text: string): readonly FeedRecord[] =>
  text
    .split('\n')
    .slice(0, -1)
    .flatMap((line) => {
      const json = jsonOf(line);
      if (json === undefined) return []; // torn by a crash before it was acknowledged
      const record = recordSchema.safeParse(json);
      if (record.success) return [record.data];
      // Of anything else nobody knows what it revoked.
      throw new Error(
        'a line of the feeds file is no record: until it is mended or removed, no feed is accepted',
      );
    });

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
