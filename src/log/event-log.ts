import type { EventTypeName, NewEvent, RecordedEvent } from '../domain/events/catalogue.ts';
import type { CaseId, Position } from '../domain/events/envelope.ts';

/**
 * What the stream of a case must look like for an append to be taken: its last revision; that, and which event stands
 * there, for who counts on an append that may still fail; or how it began.
 */
export type ExpectedRevision = number | EventOfCase | 'none' | 'any';

export interface EventOfCase {
  readonly revision: number;
  readonly id: string;
}

export interface Appended {
  /** Revision of the last event of the append. */
  readonly revision: number;
  /** Position of the last event of the append. */
  readonly position: Position;
  /** True when every event was in the log already, with the same content: nothing was written. */
  readonly alreadyThere: boolean;
}

export interface ReadCase {
  /** First revision to read; 0 when absent. */
  readonly from?: number;
  readonly limit?: number;
}

export interface ReadAll {
  /** Read what comes after this position; from the start when absent. */
  readonly after?: Position;
  readonly limit?: number;
  /** Only these types. */
  readonly types?: readonly EventTypeName[];
}

/** An event as a log keeps it, with what proves it: what a copy takes over as it is. */
export interface LogEntry {
  readonly position: Position;
  readonly id: string;
  readonly caseId: string;
  readonly revision: number;
  readonly type: string;
  /** RFC 3339, UTC, milliseconds. */
  readonly recordedAt: string;
  /** Canonical JSON (RFC 8785) of the event with `recordedAt`. */
  readonly event: string;
  /** What hides the payload behind its commitment: 32 bytes. */
  readonly salt: Uint8Array;
  /** 32 bytes. */
  readonly leaf: Uint8Array;
}

/** What `verify` found wrong. `event` is the id as stored, where one could be read. */
export interface Damage {
  readonly position: Position | null;
  readonly caseId: string | null;
  readonly event: string | null;
  readonly problem: string;
}

export interface Verification {
  readonly events: number;
  readonly damage: readonly Damage[];
}

/**
 * Where events live. Every adapter passes the same contract suite (test/contract). Errors are CaselineErrors:
 * `revision-conflict` (facts: caseId, expected, actual), `event-id-taken` (facts: id), `log-unavailable`,
 * `log-damaged`.
 */
export interface EventLog {
  /**
   * Append events to one case, all or none, in order. Acknowledged means durable. The same ids with the same
   * content again give the first answer again, whatever revision is expected; an id with other content is
   * refused with `event-id-taken`. Appends that arrive together may share one write.
   */
  append(caseId: CaseId, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<Appended>;
  /** The events of one case by revision; none for an unknown case. */
  readCase(caseId: CaseId, options?: ReadCase): AsyncIterable<RecordedEvent>;
  /** All events in log order. */
  readAll(options?: ReadAll): AsyncIterable<RecordedEvent>;
  /**
   * The one event with this id, or undefined: after as much work, since how long it takes must not tell whoever may not
   * know of an event that it is there.
   */
  find(id: string): Promise<RecordedEvent | undefined>;
  /**
   * Every event after a position, then 'caught up', then events as they come, and 'caught up' again after
   * each burst. One event at a time: the next is not read before the consumer asks for it.
   */
  subscribe(options: { after?: Position; signal: AbortSignal }): AsyncIterable<RecordedEvent | 'caught up'>;
  /** Position of the last event; undefined while the log is empty. */
  head(): Promise<Position | undefined>;
  /**
   * The same once every append that is under way, in any process, has ended: no event that is read after this
   * position was recorded before the call.
   */
  settled(): Promise<Position | undefined>;
  /** Every event as it is kept, in log order, after a position or from the start. */
  entries(options?: { readonly after?: Position }): AsyncIterable<LogEntry>;
  /**
   * Takes over events that another log has kept, in their order there: with their ids, revisions, instants, salts
   * and leaves. Positions are this log's own. All or none; where an adapter cannot write several cases at once, and
   * fails in between, what is there is a beginning of them. Meanwhile nobody else may append.
   *
   * @throws CaselineError `revision-conflict` where a case does not go on at these revisions, `event-id-taken`
   */
  takeOver(entries: readonly LogEntry[]): Promise<void>;
  /** Recompute every leaf from the stored bytes and check that revisions and positions have no gap. */
  verify(): Promise<Verification>;
  close(): Promise<void>;
}
