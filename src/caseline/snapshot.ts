import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { StringDecoder } from 'node:string_decoder';
import { z } from 'zod';
import type { CaseId } from '../domain/events/envelope.ts';
import type { Kept } from './kept-event.ts';

/** Grows when what is written here, or how a stored event is read, changes. */
const FORMAT = 2;

const headerSchema = z.strictObject({
  format: z.literal(FORMAT),
  /** What was read of the log, so that a version that reads more makes a snapshot of its own. */
  types: z.array(z.string()),
});

/** What was read of a log: by case, in log order. */
export type Snapshot = Iterable<readonly [CaseId, readonly Kept[]]>;

const digestLength = 64;
/** So many characters are written, and hashed, at a time. */
const chunkLength = 256 * 1024;

/**
 * A file that holds what was read of a log, so that the next start reads only what came since: a header, one
 * case a line, and the SHA-256 of all that. It is only a cache. Events in it were validated when they were
 * read from the log, and the digest says that they are still the same; a file that is not whole, or of another
 * version, is no snapshot.
 */
export class SnapshotFile {
  readonly #path: string;
  readonly #types: readonly string[];

  constructor(path: string, types: readonly string[]) {
    this.#path = path;
    this.#types = types;
  }

  /**
   * Hands over one case after the other, as it is read. Only at the end is it known whether the whole can be
   * trusted: false where not, or where there is no such file.
   */
  async read(take: (caseId: CaseId, events: readonly Kept[]) => void): Promise<boolean> {
    try {
      return await this.#read(take);
    } catch {
      return false; // whatever is wrong with a cache, the log is there
    }
  }

  async #read(take: (caseId: CaseId, events: readonly Kept[]) => void): Promise<boolean> {
    const end = (await sizeOf(this.#path)) - digestLength;
    if (end <= 0) return false;
    const digest = createHash('sha256');
    let isOurs = false;
    for await (const line of linesOf(this.#path, end, digest)) {
      if (isOurs) {
        const [caseId, events] = JSON.parse(line) as readonly [CaseId, readonly Kept[]]; // the digest says whether it is what was written
        take(caseId, events);
        continue;
      }
      const header = headerSchema.safeParse(JSON.parse(line));
      isOurs = header.success && header.data.types.join() === this.#types.join();
      if (!isOurs) return false;
    }
    return isOurs && digest.digest('hex') === (await tailOf(this.#path, end));
  }

  /** Written beside the one in use and put in its place when it is whole. */
  async write(snapshot: Snapshot): Promise<void> {
    const beside = `${this.#path}.${process.pid}.tmp`;
    try {
      // Readable by its owner alone: it holds what is under embargo, as the log does.
      await pipeline(this.#chunks(snapshot), createWriteStream(beside, { mode: 0o600 }));
      await rename(beside, this.#path);
    } catch {
      await rm(beside, { force: true }).catch(() => undefined); // without a cache the next start is slower, and no different
    }
  }

  *#chunks(cases: Snapshot): Generator<string, void> {
    const digest = createHash('sha256');
    let chunk = `${JSON.stringify({ format: FORMAT, types: this.#types })}\n`;
    for (const one of cases) {
      chunk += `${JSON.stringify(one)}\n`;
      if (chunk.length < chunkLength) continue;
      digest.update(chunk);
      yield chunk;
      chunk = '';
    }
    digest.update(chunk);
    yield chunk + digest.digest('hex');
  }
}

async function sizeOf(path: string): Promise<number> {
  const file = await open(path);
  try {
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
}

async function tailOf(path: string, from: number): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(digestLength), 0, digestLength, from);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The lines of a file up to a byte, all of which go into the digest. */
async function* linesOf(path: string, end: number, digest: Hash): AsyncGenerator<string, void> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of createReadStream(path, { end: end - 1, highWaterMark: chunkLength })) {
    digest.update(chunk);
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}
