import {
  type AuthorityName,
  authorityNames,
  type KnownAuthority,
  named,
} from './caseline/authority-names.ts';
import { Histories } from './caseline/histories.ts';
import { type Imported, importHistory } from './caseline/import-history.ts';
import { type Basis, type Question, type Resolved, resolve } from './caseline/question.ts';
import { type Receipt, Recording } from './caseline/recording.ts';
import type { Submission } from './caseline/submission.ts';
import type { RecordedEvent } from './domain/events/catalogue.ts';
import { caseIdOf } from './domain/events/envelope.ts';
import { CaselineError } from './domain/failure.ts';
import type { Party } from './domain/parties.ts';
import type { Instant } from './domain/time/london.ts';
import type { History } from './ingest/history.ts';
import type { EventLog, Verification } from './log/event-log.ts';
import { openLog } from './log/open-log.ts';
import { caseState } from './projections/case/case.ts';
import { type ChangesView, changesBetween, type Side } from './projections/changes.ts';
import { type ProjectionName, projections, type ViewOf } from './projections/projections.ts';
import { type TimelineEntry, timelineEntry } from './projections/timeline.ts';
import { corrected } from './replay/corrected.ts';
import { type Fact, factsOf } from './replay/facts.ts';
import { outlook } from './replay/projection.ts';
import { visibility, visible } from './replay/visible.ts';

export type { AuthorityName } from './caseline/authority-names.ts';
export { eventJson } from './caseline/event-json.ts';
export type { Imported } from './caseline/import-history.ts';
export type { Basis, Question } from './caseline/question.ts';
export type { Receipt } from './caseline/recording.ts';
export type { Submission } from './caseline/submission.ts';
export { CaselineError } from './domain/failure.ts';
export type { Verification } from './log/event-log.ts';

export interface Options {
  /** Where events live: `sqlite:path/to/file.db` or `memory:`. */
  readonly log: string;
  /** The instant of now, milliseconds since 1970 UTC; the machine's clock when absent. */
  readonly now?: () => Instant;
}

/** An answer and what it rests on. */
export type Answer<Name extends string, View> = { readonly basis: Basis } & { readonly [N in Name]: View };

/** Opens the log and everything that answers from it. Throws CaselineError `log-unavailable`. */
export function openCaseline(options: Options): Caseline {
  const now = options.now ?? Date.now;
  return new Caseline(openLog(options.log, { now }), now);
}

/**
 * The engine: record what happened, replay it to any day, verify that nobody changed it. Every answer is
 * folded from the events that its viewer may see, and from nothing else. All errors are CaselineErrors.
 */
export class Caseline {
  readonly #log: EventLog;
  readonly #now: () => Instant;
  readonly #histories: Histories;
  readonly #recording: Recording;

  constructor(log: EventLog, now: () => Instant) {
    this.#log = log;
    this.#now = now;
    this.#histories = new Histories(log);
    this.#recording = new Recording(log, this.#histories, now);
  }

  /** Records events in one case, all or none; acknowledged means durable. See {@link Submission}. */
  record(submission: Submission): Promise<Receipt> {
    return this.#recording.record(submission);
  }

  /** Records a history file's events; those that the log has already are left alone. */
  importHistory(history: History): Promise<Imported> {
    return importHistory(history, this.#recording, this.#histories);
  }

  /**
   * One projection of one authority's case.
   *
   * @param authority DfE code or name in URLs: '380', 'bradford'
   * @example replay('case', 'bradford', { viewer: 'public', asOf: '2018-10-26' })
   */
  async replay<Name extends ProjectionName>(
    name: Name,
    authority: string,
    question: Question,
  ): Promise<Answer<Name, ViewOf<Name>>> {
    const { basis, facts, perspective } = await this.#facts(authority, question);
    const view = projections[name].answer(facts, perspective.validAt);
    return { basis, [name]: view } as Answer<Name, ViewOf<Name>>; // the entry of that very name made it
  }

  /** What happened, in the order in which it happened, one line each. */
  async timeline(
    authority: string,
    question: Question,
  ): Promise<Answer<'timeline', readonly TimelineEntry[]>> {
    const { basis, facts } = await this.#facts(authority, question);
    return { basis, timeline: facts.map(timelineEntry) };
  }

  /** The events as they were recorded, uncorrected and in log order; `validAt` cuts nothing here. */
  async events(authority: string, question: Question): Promise<Answer<'events', readonly RecordedEvent[]>> {
    const { basis, perspective, events } = await this.#resolved(authority, question);
    return { basis, events: visible(events, perspective.viewer, perspective.knownAt) };
  }

  /** What came, changed or went between two questions of one viewer, and what that changed. */
  async changes(
    authority: string,
    from: Question,
    to: Question,
  ): Promise<{ readonly from: Basis; readonly to: Basis; readonly changes: ChangesView }> {
    const first = await this.#resolved(authority, from);
    const second = await this.#resolved(authority, to);
    return { from: first.basis, to: second.basis, changes: changesBetween(sideOf(first), sideOf(second)) };
  }

  /** The captured sources of every case that the viewer may know of, as they stand now. */
  async sources(viewer: Party): Promise<readonly RecordedEvent<'SourceCaptured'>[]> {
    const found: RecordedEvent<'SourceCaptured'>[] = [];
    for (const { la } of await this.authorities(viewer)) {
      const seen = visible(await this.#histories.load(caseIdOf(la)), viewer, this.#now());
      for (const event of corrected(seen).events) if (event.type === 'SourceCaptured') found.push(event);
    }
    return found;
  }

  /** One event by its id, as the viewer may see it now. Throws `unknown-event`, also for what is hidden. */
  async event(id: string, viewer: Party): Promise<RecordedEvent> {
    const seen = await this.#seen(id, viewer);
    if (!seen) throw new CaselineError('unknown-event', 'no event that you may see has this id', { id });
    return seen;
  }

  /** The authorities that the viewer may know of, by name. */
  async authorities(viewer: Party): Promise<readonly AuthorityName[]> {
    const names = (await this.#known(viewer)).map(({ slugs: _, ...name }) => name);
    return names.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  }

  /** The DfE code of an authority named by code or by name in URLs. Throws `unknown-authority`. */
  async codeOf(authority: string, viewer: Party): Promise<string> {
    const found = named(await this.#known(viewer), authority);
    if (found) return found.la;
    throw new CaselineError(
      'unknown-authority',
      `no authority is known as '${authority}': give a DfE code such as 380 or a name such as bradford`,
      { authority },
    );
  }

  /** Every event that the viewer may see now, in log order; all of them for an auditor. */
  async *everything(viewer: Party): AsyncIterable<RecordedEvent> {
    const isVisible = visibility(viewer, this.#now());
    for await (const event of this.#log.readAll()) if (isVisible(event)) yield event;
  }

  /** Recomputes every leaf from the stored bytes. */
  verify(): Promise<Verification> {
    return this.#log.verify();
  }

  close(): Promise<void> {
    return this.#log.close();
  }

  async #seen(id: string, viewer: Party): Promise<RecordedEvent | undefined> {
    const event = await this.#log.find(id);
    if (!event) return undefined;
    const history = await this.#histories.load(event.caseId);
    return visible(history, viewer, this.#now()).find((one) => one.id === id);
  }

  async #known(viewer: Party): Promise<readonly KnownAuthority[]> {
    return authorityNames(visible(await this.#histories.naming(), viewer, this.#now()));
  }

  async #resolved(authority: string, question: Question): Promise<Resolved> {
    const caseId = caseIdOf(await this.codeOf(authority, question.viewer));
    const history = await this.#histories.load(caseId);
    const { position } = question;
    const here = position === undefined || history.some((event) => event.id === position);
    const elsewhere = here ? undefined : await this.#seen(position, question.viewer);
    return resolve(history, question, this.#now(), elsewhere);
  }

  async #facts(
    authority: string,
    question: Question,
  ): Promise<Resolved & { readonly facts: readonly Fact[] }> {
    const resolved = await this.#resolved(authority, question);
    return { ...resolved, facts: factsOf(resolved.events, resolved.perspective) };
  }
}

function sideOf({ events, perspective }: Resolved): Side {
  const seen = visible(events, perspective.viewer, perspective.knownAt);
  const facts = factsOf(events, perspective);
  const state = caseState.view(outlook(caseState, facts), perspective);
  return { seen, standing: corrected(seen).events, facts, state };
}
