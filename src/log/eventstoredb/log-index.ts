import type { Position } from '../../domain/events/envelope.ts';
import { CaselineError } from '../../domain/failure.ts';
import type { EventOfCase } from '../event-log.ts';
import { commitOf, positionOf } from './position.ts';

/** Where an event stands. */
export interface Indexed {
  readonly id: string;
  readonly caseId: string;
  readonly revision: number;
  /** Its place in the server's own log: a number of bytes, safe up to nine petabytes. */
  readonly commit: number;
  readonly recordedAt: string;
}

/** Where an event was found. */
interface Found extends Pick<Indexed, 'id' | 'caseId' | 'revision'> {
  readonly position: Position;
}

/** Of a case, by revision, the places of its events in the order of the log. */
interface OfCase {
  readonly caseId: string;
  readonly places: number[];
}

/**
 * Where each event of the log stands, in memory: the server can tell neither in which stream an id is, nor, when it
 * reads a stream, where its events stand in the whole log. It only grows, in log order.
 */
export class LogIndex {
  readonly #commits: number[] = [];
  readonly #cases: OfCase[] = [];
  readonly #revisions: number[] = [];
  readonly #ids: string[] = [];
  /** By id, the place in the lists above. */
  readonly #byId = new Map<string, number>();
  readonly #byCase = new Map<string, OfCase>();
  #recordedAt: string | undefined;

  /** Takes the next event of the log; one that it has already changes nothing. */
  add({ id, caseId, revision, commit, recordedAt }: Indexed): boolean {
    if (commit <= (this.end ?? -1)) return false;
    const place = this.#commits.length;
    const ofCase = this.#byCase.get(caseId) ?? { caseId, places: [] };
    this.#byCase.set(caseId, ofCase);
    ofCase.places[revision] = place;
    this.#commits.push(commit);
    this.#cases.push(ofCase);
    this.#ids.push(id);
    this.#revisions.push(revision);
    if (!this.#byId.has(id)) this.#byId.set(id, place);
    if (this.#recordedAt === undefined || recordedAt > this.#recordedAt) this.#recordedAt = recordedAt;
    return true;
  }

  /** The place of the last event; undefined while there is none. */
  get end(): number | undefined {
    return this.#commits.at(-1);
  }

  get lastId(): string | undefined {
    return this.#ids.at(-1);
  }

  get head(): Position | undefined {
    return this.end === undefined ? undefined : positionOf(this.end);
  }

  /** The latest instant at which an event was recorded. */
  get recordedAt(): string | undefined {
    return this.#recordedAt;
  }

  get cases(): Iterable<string> {
    return this.#byCase.keys();
  }

  find(id: string): Found | undefined {
    const place = this.#byId.get(id);
    const caseId = place === undefined ? undefined : this.#cases[place]?.caseId;
    if (place === undefined || caseId === undefined) return undefined;
    const position = positionOf(this.#commits[place] ?? 0);
    return { id, caseId, revision: this.#revisions[place] ?? 0, position };
  }

  /** Revision of the last event of a case; undefined while it has none. */
  lastRevision(caseId: string): number | undefined {
    const ofCase = this.#byCase.get(caseId);
    return ofCase && ofCase.places.length - 1;
  }

  /** The last event of a case. */
  last(caseId: string): EventOfCase | undefined {
    const place = this.#byCase.get(caseId)?.places.at(-1);
    const [id, revision] = [this.#ids[place ?? -1], this.#revisions[place ?? -1]];
    return id === undefined || revision === undefined ? undefined : { id, revision };
  }

  /** Undefined for an event that is not there. */
  positionIn(caseId: string, revision: number): Position | undefined {
    const commit = this.#commits[this.#byCase.get(caseId)?.places[revision] ?? -1];
    return commit === undefined ? undefined : positionOf(commit);
  }

  /** How many events stand after a place. */
  countAfter(commit: number): number {
    return this.#commits.length - this.#firstAfter(commit);
  }

  /**
   * The place that a position stands for; -1, before all, for none.
   * @throws CaselineError `unknown-position` for one that is of no event of this log
   */
  commitOf(position: Position | undefined): number {
    if (position === undefined) return -1;
    const commit = commitOf(position);
    if (commit !== undefined && this.#commits[this.#firstAfter(commit) - 1] === commit) return commit;
    throw new CaselineError(
      'unknown-position',
      `This log never gave the position '${position}'; take one from an event of this log.`,
      { position, head: this.head ?? null },
    );
  }

  /** Of the first event after a place, its own in the list. */
  #firstAfter(commit: number): number {
    let from = 0;
    let to = this.#commits.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((this.#commits[middle] ?? 0) <= commit) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}
