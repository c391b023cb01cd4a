import type { JSONEventData } from '@eventstore/db-client';
import type { CaseId } from '../../domain/events/envelope.ts';
import { CaselineError } from '../../domain/failure.ts';
import type { Instant } from '../../domain/time/london.ts';
import { storedText } from '../codec.ts';
import { type Append, type Decision, decideAppend, type LogAsItStands } from '../decide-append.ts';
import type { Appended, EventOfCase } from '../event-log.ts';
import { leafOf as computedLeaf } from '../leaf.ts';
import { recordedAtOf } from '../recorded-at.ts';
import { leafOf, storedForm } from './stored-form.ts';
import type { Streams } from './streams.ts';

interface Waiting {
  readonly append: Append;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: unknown) => void;
}

/** Appends that go to one case together, each at the revision after the one before it. */
interface Planned {
  readonly firstRevision: number;
  readonly waiting: Waiting[];
  last: EventOfCase;
}

/** Characters of payload. The server takes a mebibyte at once; what is put together here stays well below. */
const LARGEST_TOGETHER = 256 * 1024;

/** What an event is about the size of, beside its payload. */
const ENVELOPE = 1_024;

export interface AppendGroupsOptions {
  readonly now: () => Instant;
  readonly nextSalt: () => Uint8Array;
}

/**
 * Appends that arrive while others are under way go to the server together: one look at what others wrote serves them
 * all, and those to one case share a call. Each may be refused on its own. Only the revision that is expected of its
 * stream makes an append safe against other processes: whoever was overtaken looks again, and decides again.
 */
export class AppendGroups {
  readonly #streams: Streams;
  readonly #options: AppendGroupsOptions;
  #waiting: Waiting[] = [];
  #turn: Promise<void> = Promise.resolve();

  constructor(streams: Streams, options: AppendGroupsOptions) {
    this.#streams = streams;
    this.#options = options;
  }

  add(append: Append): Promise<Appended> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) this.alone(() => this.#next()).catch(() => undefined); // whoever waits is told
      this.#waiting.push({ append, resolve, reject });
    });
  }

  /** Does something while no append of this process is under way. */
  alone<Result>(task: () => Promise<Result>): Promise<Result> {
    const done = this.#turn.then(task);
    this.#turn = done.then(
      () => undefined,
      () => undefined, // whoever asked is told
    );
    return done;
  }

  /** Resolves once every append that was added before has been answered. */
  async idle(): Promise<void> {
    do await this.alone(async () => undefined);
    while (this.#waiting.length > 0); // those that were overtaken meanwhile
  }

  async #next(): Promise<void> {
    const group = this.#waiting;
    this.#waiting = [];
    try {
      const again = await this.#decided(group);
      if (again.length === 0) return;
      // In front of those that came since, in their own order.
      if (this.#waiting.length === 0) this.alone(() => this.#next()).catch(() => undefined); // as above
      this.#waiting.unshift(...again);
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  /** Answers a group, but for those that have to be decided again: they are returned. */
  async #decided(group: readonly Waiting[]): Promise<Waiting[]> {
    const log = await this.#streams.asItStands(
      group.map(({ append: { caseId, events } }) => ({ caseId, ids: events.map(({ event }) => event.id) })),
    );
    const plans = new Map<CaseId, Planned>();
    const plannedIds = new Set<string>();
    const again: Waiting[] = [];
    for (const waiting of group) {
      const { append } = waiting;
      const plan = plans.get(append.caseId);
      const known: LogAsItStands = {
        find: log.find,
        last: (caseId) => plans.get(caseId)?.last ?? log.last(caseId),
      };
      // What rests on an append that may still fail waits until that is known.
      if (append.events.some(({ event }) => plannedIds.has(event.id))) {
        again.push(waiting);
        continue;
      }
      let decision: Decision;
      try {
        decision = decideAppend(append, known);
      } catch (refusal) {
        if (plan) again.push(waiting);
        else waiting.reject(refusal);
        continue;
      }
      if (!decision.write) {
        waiting.resolve(decision.appended);
        continue;
      }
      const { firstRevision } = decision;
      const revision = firstRevision + append.events.length - 1;
      const last = { revision, id: append.events.at(-1)?.event.id ?? '' };
      const planned = plan ?? { firstRevision, waiting: [], last };
      plans.set(append.caseId, planned);
      planned.waiting.push(waiting);
      planned.last = last;
      for (const { event } of append.events) plannedIds.add(event.id);
    }
    const overtaken = await this.#streams.inLanes([...plans], (plan) => this.#write(...plan));
    const left = new Set([...overtaken.flat(), ...again]);
    return group.filter((waiting) => left.has(waiting));
  }

  /** Writes what is planned for one case; returns what has to be decided again, since another process was faster. */
  async #write(caseId: CaseId, { firstRevision, waiting }: Planned): Promise<readonly Waiting[]> {
    let revision = firstRevision;
    let isAlone = false;
    for (let first = 0; first < waiting.length; ) {
      const together = isAlone ? waiting.slice(first, first + 1) : togetherFrom(waiting, first);
      try {
        const events = together.flatMap(({ append }) => append.events);
        const tried = new Set<unknown>();
        const made = () => {
          const stored = this.#stored(events, revision);
          tried.add(leafOf(stored.at(-1) ?? {}));
          return stored;
        };
        if (!(await this.#streams.append(caseId, revision - 1, made))) {
          await this.#streams.positionOf(caseId, revision, 'Somebody else has recorded');
          return waiting.slice(first);
        }
        // The server compares ids: another process may have recorded the same, or something else with the same ids.
        const last = revision + events.length - 1;
        if (!(await this.#streams.isThere(caseId, last, tried))) return waiting.slice(first);
        for (const { append, resolve } of together) {
          revision += append.events.length;
          const position = await this.#streams.positionOf(caseId, revision - 1);
          resolve({ revision: revision - 1, position, alreadyThere: false });
        }
      } catch (error) {
        const isTooLarge = error instanceof CaselineError && error.code === 'invalid-event';
        if (isTooLarge && together.length > 1) {
          isAlone = true; // by itself each may be small enough
          continue;
        }
        for (const { reject } of isTooLarge ? together : waiting.slice(first)) reject(error);
        return isTooLarge ? waiting.slice(first + together.length) : [];
      }
      first += together.length;
    }
    return [];
  }

  /** Events as they are stored from a revision on, recorded now. */
  #stored(events: Append['events'], firstRevision: number): JSONEventData[] {
    const recordedAt = recordedAtOf(this.#options.now(), this.#streams.recordedAt);
    return events.map(({ pieces }, n) => {
      const salt = this.#options.nextSalt();
      const leaf = computedLeaf(pieces, { revision: firstRevision + n, recordedAt, salt });
      return storedForm(storedText(pieces, recordedAt), { salt, leaf });
    });
  }
}

/** From one on as many as go together, and at least one. */
function togetherFrom(waiting: readonly Waiting[], first: number): readonly Waiting[] {
  let size = 0;
  const end = waiting.findIndex(({ append }, n) => {
    if (n < first) return false;
    for (const { pieces } of append.events) size += pieces.data.length + ENVELOPE;
    return n > first && size > LARGEST_TOGETHER;
  });
  return waiting.slice(first, end < 0 ? waiting.length : end);
}
