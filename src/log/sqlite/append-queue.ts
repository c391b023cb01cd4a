import { CaselineError } from '../../domain/failure.ts';
import type { Instant } from '../../domain/time/london.ts';
import { storedText } from '../codec.ts';
import { type Append, type Decision, decideAppend } from '../decide-append.ts';
import type { Appended } from '../event-log.ts';
import { leafOf } from '../leaf.ts';
import { recordedAtOf } from '../recorded-at.ts';
import { unavailable } from './sqlite-errors.ts';
import type { Writing } from './writing.ts';

interface Waiting {
  readonly append: Append;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: unknown) => void;
}

type Answer = { readonly appended: Appended } | { readonly refusal: CaselineError };

export interface AppendQueueOptions {
  readonly now: () => Instant;
  readonly nextSalt: () => Uint8Array;
  /** Called after each group of which something was written. */
  readonly committed: () => void;
}

/**
 * Appends that arrive in one turn of the event loop share one transaction, so that one fsync serves them all.
 * Each may be refused on its own; none is answered before the commit.
 */
export class AppendQueue {
  readonly #writing: Writing;
  readonly #options: AppendQueueOptions;
  #waiting: Waiting[] = [];

  constructor(writing: Writing, options: AppendQueueOptions) {
    this.#writing = writing;
    this.#options = options;
  }

  add(append: Append): Promise<Appended> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) setImmediate(() => this.flush());
      this.#waiting.push({ append, resolve, reject });
    });
  }

  /** Writes what waits, now. */
  flush(): void {
    if (this.#waiting.length === 0) return;
    const group = this.#waiting;
    this.#waiting = [];
    let answers: readonly Answer[];
    try {
      answers = this.#writing.transaction(() => group.map(({ append }) => this.#answer(append)));
    } catch (error) {
      const failure = unavailable(error, 'Nothing was recorded');
      for (const { reject } of group) reject(failure);
      return;
    }
    // A refusal, too, waited for the commit: it may rest on what another append of the group wrote.
    answers.forEach((answer, index) => {
      if ('appended' in answer) group[index]?.resolve(answer.appended);
      else group[index]?.reject(answer.refusal);
    });
    if (answers.some((answer) => 'appended' in answer && !answer.appended.alreadyThere)) {
      this.#options.committed();
    }
  }

  #answer(append: Append): Answer {
    let decision: Decision;
    try {
      decision = decideAppend(append, this.#writing.log);
    } catch (refusal) {
      if (refusal instanceof CaselineError) return { refusal };
      throw refusal;
    }
    return { appended: decision.write ? this.#write(append, decision.firstRevision) : decision.appended };
  }

  #write({ caseId, events }: Append, firstRevision: number): Appended {
    const recordedAt = recordedAtOf(this.#options.now(), this.#writing.lastRecordedAt(caseId));
    let revision = firstRevision - 1;
    let position = '';
    for (const { event, pieces } of events) {
      revision += 1;
      const salt = this.#options.nextSalt();
      position = this.#writing.insert({
        id: event.id,
        caseId,
        revision,
        type: event.type,
        recordedAt,
        event: storedText(pieces, recordedAt),
        salt,
        leaf: leafOf(pieces, { revision, recordedAt, salt }),
      });
    }
    return { revision, position, alreadyThere: false };
  }
}
