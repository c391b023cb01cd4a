import type { JSONEventData, RecordedEvent } from '@eventstore/db-client';
import { canonical } from '../../domain/canonical.ts';
import type { Position } from '../../domain/events/envelope.ts';
import type { LogAsItStands } from '../decide-append.ts';
import type { Server } from './server.ts';
import { parsedForm } from './stored-form.ts';
import type { Tail } from './tail.ts';

/** The streams of one log: a case each, named `authority-380` behind the log's own prefix. */
export class Streams {
  readonly #server: Server;
  readonly #tail: Tail;
  readonly #prefix: string;

  constructor(server: Server, tail: Tail, prefix: string) {
    this.#server = server;
    this.#tail = tail;
    this.#prefix = prefix;
  }

  /** The log with all that was acknowledged before the call, for who is about to append events with these ids. */
  async asItStands(
    ids: readonly string[],
  ): Promise<LogAsItStands & { readonly recordedAt: string | undefined }> {
    await this.#tail.refresh();
    const { index } = this.#tail;
    const stored = new Map<string, ReturnType<LogAsItStands['find']>>();
    for (const id of ids) {
      const found = index.find(id);
      if (!found) continue;
      const { caseId, revision, position } = found;
      for await (const event of this.read(caseId, revision, 1))
        stored.set(id, { revision, position, event: canonical(parsedForm(event, caseId)) });
    }
    return {
      find: (id) => stored.get(id),
      lastRevision: (caseId) => index.lastRevision(caseId),
      recordedAt: index.recordedAt,
    };
  }

  /** See {@link Server.append}. */
  append(caseId: string, expected: number, events: JSONEventData[]): Promise<boolean> {
    return this.#server.append(this.#prefix + caseId, expected, events);
  }

  /** See {@link Server.readStream}. */
  read(caseId: string, from: number, count: number): AsyncGenerator<RecordedEvent, void> {
    return this.#server.readStream(this.#prefix + caseId, from, count);
  }

  /** See {@link Server.ends}. */
  ends(caseId: string): ReturnType<Server['ends']> {
    return this.#server.ends(this.#prefix + caseId);
  }

  /** The position of an event that is in its stream: the server tells it when the whole log is read. */
  async positionOf(caseId: string, revision: number): Promise<Position> {
    const patience = this.#server.patience();
    for (;;) {
      const known = this.#tail.index.positionIn(caseId, revision);
      if (known !== undefined) return known;
      await this.#tail.refresh();
      if (this.#tail.index.positionIn(caseId, revision) === undefined)
        await patience.after(behind(), 'It was recorded, and cannot be read yet');
    }
  }

  /** Does something for each, several at once. */
  async inLanes<Item, Result>(
    items: readonly Item[],
    task: (item: Item) => Promise<Result>,
  ): Promise<readonly Result[]> {
    const results: Result[] = [];
    const left = items.entries();
    const lane = async () => {
      for (const [n, item] of left) results[n] = await task(item);
    };
    await Promise.all(Array.from({ length: this.#server.appendsAtOnce }, lane));
    return results;
  }
}

/** A node that is not the leader shows a write a moment later. */
export const behind = (): Error =>
  Object.assign(new Error('the node that is read from is behind'), { type: 'unavailable' });
