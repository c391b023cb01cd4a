import type { JSONEventData, RecordedEvent } from '@eventstore/db-client';
import type { Position } from '../../domain/events/envelope.ts';
import { CaselineError } from '../../domain/failure.ts';
import type { LogAsItStands } from '../decide-append.ts';
import { unavailable } from './client-errors.ts';
import type { Server } from './server.ts';
import { leafOf, textOf } from './stored-form.ts';
import type { Tail } from './tail.ts';

/** What is about to be appended. */
export interface ToAppend {
  readonly caseId: string;
  readonly ids: readonly string[];
}

/** How many appends are under way at once. */
const LANES = 16;

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

  /**
   * The log with all that was acknowledged before the call, for who is about to append these. Ids and revisions are of
   * one moment: an append of which only the revision were seen would be made twice.
   */
  async asItStands(appends: readonly ToAppend[]): Promise<LogAsItStands> {
    await this.#tail.refresh();
    const { index } = this.#tail;
    // The subscription gives the events of one append one by one; to who reads on they are all there.
    if (appends.some(({ ids }) => new Set(ids.map((id) => index.find(id) !== undefined)).size > 1))
      await this.#tail.refresh();
    const last = new Map(appends.map(({ caseId }) => [caseId, index.last(caseId)]));
    const known = appends.flatMap(({ ids }) => ids.flatMap((id) => index.find(id) ?? []));
    const stored = new Map<string, ReturnType<LogAsItStands['find']>>();
    const damaged = new Map<string, CaselineError>();
    for (const { id, caseId, revision, position } of known)
      try {
        for await (const event of this.events(caseId, revision, revision + 1))
          stored.set(id, { revision, position, event: textOf(event, caseId) });
      } catch (error) {
        if (!isDamage(error)) throw error;
        damaged.set(id, error);
      }
    return {
      find: (id) => {
        const error = damaged.get(id);
        if (error) throw error; // to whoever asks for this event, and to nobody else
        return stored.get(id);
      },
      last: (caseId) => last.get(caseId),
    };
  }

  /** The latest instant at which an event was recorded, as far as is known here. */
  get recordedAt(): string | undefined {
    return this.#tail.index.recordedAt;
  }

  /**
   * See {@link Server.append}: tried again after errors that may pass.
   *
   * @param made what is to be appended, anew for each try: an event says when it was recorded, and that was not when
   * an earlier try failed
   * @throws CaselineError `invalid-event` for more than the server takes at once, `log-unavailable` where it is not
   * known whether it was written
   */
  async append(caseId: string, expected: number, made: () => JSONEventData[]): Promise<boolean> {
    const what = 'Whether it was recorded is not known: send the same again';
    const patience = this.#server.patience();
    for (;;)
      try {
        return await this.#server.append(this.#prefix + caseId, expected, made());
      } catch (error) {
        await patience.after(error, what);
        // Not sent while there is no connection: it would go out, with the instant of now, once there is one.
        await this.#tail.refresh().catch((reason: unknown) => {
          throw unavailable(reason instanceof CaselineError ? error : reason, what);
        });
      }
  }

  /**
   * Events of a case from a revision on and before another one, each of which is known to be there.
   *
   * @throws CaselineError `log-damaged` where the server has forgotten one of them
   */
  async *events(caseId: string, from: number, end: number): AsyncGenerator<RecordedEvent, void> {
    const patience = this.#server.patience();
    for (let next = from; next < end; ) {
      for await (const event of this.#server.readStream(this.#prefix + caseId, next, end - next)) {
        if (Number(event.revision) !== next) throw forgotten(caseId, next);
        next += 1;
        yield event;
        patience.progressed();
      }
      if (next === end) return;
      // What is known here from one node another one may not have yet, but for the leader.
      if (this.#server.readsFromLeader) throw forgotten(caseId, next);
      await patience.after(behind(), `The events of ${caseId} cannot be read`);
    }
  }

  /** Whether an event with one of these leaves stands there: another process may have had another one with its id. */
  async isThere(caseId: string, revision: number, leaves: ReadonlySet<unknown>): Promise<boolean> {
    const kept = this.#tail.kept(this.#tail.index.commitOf(await this.positionOf(caseId, revision)));
    if (kept) return leaves.has(leafOf(kept.event));
    for await (const event of this.events(caseId, revision, revision + 1)) return leaves.has(leafOf(event));
    return false;
  }

  /** See {@link Server.ends}. */
  ends(caseId: string): ReturnType<Server['ends']> {
    return this.#server.ends(this.#prefix + caseId);
  }

  /**
   * The position of an event that is in its stream: the server tells it when the whole log is read.
   *
   * @param what is true of it where it cannot be told
   */
  async positionOf(caseId: string, revision: number, what = 'It was recorded'): Promise<Position> {
    const patience = this.#server.patience();
    for (;;) {
      const known = this.#tail.index.positionIn(caseId, revision);
      if (known !== undefined) return known;
      await this.#tail.refresh();
      if (this.#tail.index.positionIn(caseId, revision) === undefined)
        await patience.after(behind(), `${what}, and cannot be read yet`);
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
    await Promise.all(Array.from({ length: LANES }, lane));
    return results;
  }
}

/** A node that is not the leader shows a write a moment later. */
export const behind = (): Error =>
  Object.assign(new Error('the node that is read from is behind'), { type: 'unavailable' });

const isDamage = (error: unknown): error is CaselineError =>
  error instanceof CaselineError && error.code === 'log-damaged';

const forgotten = (caseId: string, revision: number): CaselineError =>
  new CaselineError(
    'log-damaged',
    `The server has forgotten the event of ${caseId} at revision ${revision}. Run verify to see all damage.`,
    { caseId, revision },
  );
