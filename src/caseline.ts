import { defer, mergeAll, Observable } from 'rxjs';
import {
  type AuthorityName,
  authorityName,
  type KnownAuthority,
  namingEvents,
  oneNamed,
  regionsIn,
} from './caseline/authority-names.ts';
import { type CaseAsked, casesAsked } from './caseline/cases-asked.ts';
import { clockOf } from './caseline/clock.ts';
import { EveryCase, typesOfEveryCase } from './caseline/every-case.ts';
import type { CaughtUp } from './caseline/feed.ts';
import { Histories } from './caseline/histories.ts';
import { holdsWithin } from './caseline/holds-within.ts';
import { type Imported, importHistory } from './caseline/import-history.ts';
import { importTables, type TablesToImport } from './caseline/import-tables.ts';
import { Live, type Since } from './caseline/live.ts';
import { type Basis, type Question, type Resolved, resolve, START } from './caseline/question.ts';
import { type Receipt, Recording } from './caseline/recording.ts';
import type { ImportedRows } from './caseline/row-import.ts';
import { SnapshotFile } from './caseline/snapshot.ts';
import { standingsOf } from './caseline/standings.ts';
import type { Submission } from './caseline/submission.ts';
import type { Vitals } from './caseline/vitals.ts';
import type { EventTypeName, RecordedEvent } from './domain/events/catalogue.ts';
import { type CaseId, caseIdOf } from './domain/events/envelope.ts';
import { CaselineError } from './domain/failure.ts';
import type { Party } from './domain/parties.ts';
import type { Instant } from './domain/time/london.ts';
import type { History } from './ingest/history.ts';
import type { EventLog, Verification } from './log/event-log.ts';
import { type LogObserver, measuredLog } from './log/measured-log.ts';
import { openLog } from './log/open-log.ts';
import { type AllDeadlinesView, allDeadlines, type DeadlinesAsked } from './projections/all-deadlines.ts';
import { caseState } from './projections/case/case.ts';
import { type ChangesView, changesBetween, type Side } from './projections/changes.ts';
import { type CalendarEntry, calendarOf } from './projections/deadline-calendar.ts';
import { deadlinesHandlers } from './projections/deadlines/state.ts';
import { byText, checkAsked, checkNarrowing } from './projections/england/asked.ts';
import {
  type EnglandAsked,
  type EnglandName,
  type EnglandView,
  england,
} from './projections/england/england.ts';
import type { Answered, Stepped } from './projections/live.ts';
import { type ProjectionName, projections, type ViewOf } from './projections/projections.ts';
import { type TimelineEntry, timelineEntry } from './projections/timeline.ts';
import type { CaseHistory } from './replay/case-history.ts';
import { corrected } from './replay/corrected.ts';
import type { Fact } from './replay/fact.ts';
import type { Perspective } from './replay/perspective.ts';
import { outlook } from './replay/projection.ts';
import { visibility, visible } from './replay/visible.ts';

export type { AuthorityName } from './caseline/authority-names.ts';
export { type CopyAsked, copyLog } from './caseline/copy.ts';
export { eventJson } from './caseline/event-json.ts';
export type { CaughtUp } from './caseline/feed.ts';
export type { Imported } from './caseline/import-history.ts';
export type { TablesToImport } from './caseline/import-tables.ts';
export type { Since } from './caseline/live.ts';
export type { Basis, Question } from './caseline/question.ts';
export type { Receipt } from './caseline/recording.ts';
export type { ImportedRows } from './caseline/row-import.ts';
export type { Submission } from './caseline/submission.ts';
export type { Vitals } from './caseline/vitals.ts';
export { CaselineError } from './domain/failure.ts';
export type { CopiedEvents } from './log/copy-log.ts';
export type { Verification } from './log/event-log.ts';
export type { LogObserver } from './log/measured-log.ts';
export { mustExist } from './log/must-exist.ts';
export { redacted } from './log/open-log.ts';
export type { Fact } from './replay/fact.ts';

export interface Options {
  /** Where events live: `sqlite:path/to/file.db`, `esdb://host:2113` or `memory:`. */
  readonly log: string;
  /** The instant of now, milliseconds since 1970 UTC; the machine's clock when absent. */
  readonly now?: () => Instant;
  /**
   * A file that keeps what tables over all cases read, so that the next start is faster. It can be deleted at
   * any time. Beside the log's own file when absent; `false` for none.
   */
  readonly cache?: string | false;
  /** Is told how long appends take, and what fails. */
  readonly observer?: LogObserver;
}

/** An answer and what it rests on. */
export type Answer<Name extends string, View> = { readonly basis: Basis } & { readonly [N in Name]: View };

/** Who follows an answer, and from where. */
export interface Observed {
  readonly viewer: Party;
  readonly certainty?: Question['certainty'];
  /** What they have seen: the first step then leads from there. The whole state comes first when absent. */
  readonly since?: Since | undefined;
}

/** Which events are followed. */
export interface ObservedEvents {
  readonly viewer: Party;
  /** The id of the last event that was read, or 'start'; what comes from now on when absent. */
  readonly after?: string | undefined;
  readonly types?: readonly EventTypeName[] | undefined;
  /** DfE codes or names in URLs. */
  readonly authorities?: readonly string[] | undefined;
  /** Of authorities that are, or were, registered in it. */
  readonly region?: string | undefined;
}

/** A question resolved against one case. */
interface OfOneCase extends Resolved {
  /** Up to the position asked about, hidden events included. */
  readonly history: CaseHistory;
}

/** Opens the log and everything that answers from it. Throws CaselineError `log-unavailable`. */
export function openCaseline(options: Options): Caseline {
  const now = options.now ?? Date.now;
  const cache = options.cache ?? cacheBeside(options.log);
  const file = cache === false ? undefined : new SnapshotFile(cache, typesOfEveryCase);
  const log = openLog(options.log, { now });
  return new Caseline(options.observer ? measuredLog(log, options.observer) : log, now, file);
}

/** Only a log in a file outlives its process, and can make use of a cache. */
const cacheBeside = (log: string): string | false =>
  log.startsWith('sqlite:') ? `${log.slice('sqlite:'.length)}.cases` : false;

/**
 * The engine: record what happened, replay it to any day, verify that nobody changed it. Every answer is
 * folded from the events that its viewer may see, and from nothing else. All errors are CaselineErrors.
 */
export class Caseline {
  readonly #log: EventLog;
  readonly #now: () => Instant;
  readonly #histories: Histories;
  readonly #everyCase: EveryCase;
  readonly #recording: Recording;
  readonly #live: Live;
  /** The case of the event that was last looked for and found: one that is looked through in place of none. */
  #lastFound: CaseId = caseIdOf('000');

  constructor(log: EventLog, now: () => Instant, cache?: SnapshotFile) {
    this.#log = log;
    this.#now = now;
    this.#live = new Live(log, clockOf(now));
    this.#histories = new Histories(log);
    this.#everyCase = new EveryCase(log, cache);
    this.#recording = new Recording(log, this.#histories, now);
  }

  /** Records events in one case, all or none; acknowledged means durable. See {@link Submission}. */
  record(submission: Submission): Promise<Receipt> {
    return this.#recording.record(submission);
  }

  /** Records a history file's events; those that the log has already are left alone. */
  importHistory(history: History): Promise<Imported> {
    return importHistory(history, this.#recording, this.#histories, this.#now());
  }

  /**
   * Records what tables of authorities, inspections and mentioned events say: see {@link TablesToImport}.
   *
   * @throws CaselineError `log-unavailable`; what is wrong with a row is reported, and the rest goes on
   */
  async importTables(tables: TablesToImport): Promise<ImportedRows> {
    const cases = [...(await this.#everyCase.all()).values()];
    const seen = cases.map(({ events }) => visible(events, tables.recordedBy.party, this.#now()));
    return importTables(tables, this.#recording, seen);
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

  /** What happened, corrected, in the order in which it happened: for who draws it, and needs what it says. */
  async facts(authority: string, question: Question): Promise<Answer<'facts', readonly Fact[]>> {
    const { basis, facts } = await this.#facts(authority, question);
    return { basis, facts };
  }

  /** The same, one line each. */
  async timeline(
    authority: string,
    question: Question,
  ): Promise<Answer<'timeline', readonly TimelineEntry[]>> {
    const { basis, facts } = await this.#facts(authority, question);
    return { basis, timeline: facts.map(timelineEntry) };
  }

  /** The events as they were recorded, uncorrected and in log order; `validAt` cuts nothing here. */
  async events(authority: string, question: Question): Promise<Answer<'events', readonly RecordedEvent[]>> {
    const { basis, perspective, history } = await this.#resolved(authority, question);
    return { basis, events: visible(history.events, perspective.viewer, perspective.knownAt) };
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

  /**
   * One table over all authorities.
   *
   * @example england('board', { viewer: 'public', asOf: '2018-12-31' }, { region: 'London' })
   */
  async england<Name extends EnglandName>(
    name: Name,
    question: Question,
    asked: EnglandAsked = {},
  ): Promise<Answer<Name, EnglandView<Name>>> {
    const cases = await this.#everyCase.all();
    const resolved = resolve(cases.values(), question, this.#now(), await this.#positionOf(question));
    const standings = standingsOf(cases.values(), resolved);
    checkAsked(name, asked, standings, resolved.perspective.validAt);
    const view = england[name].answer(standings, resolved.perspective.validAt, asked);
    return { basis: resolved.basis, [name]: view } as Answer<Name, EnglandView<Name>>; // the entry of that very name made it
  }

  /**
   * What is owed, or invited, in every case of an authority that the viewer may know of.
   *
   * @example deadlines({ viewer: 'public', validAt: '2018-12-01' }, { region: 'London', status: ['due', 'overdue'] })
   */
  async deadlines(
    question: Question,
    asked: DeadlinesAsked = {},
  ): Promise<Answer<'deadlines', AllDeadlinesView>> {
    const { basis, perspective, cases } = await this.#several(question, asked);
    return { basis, deadlines: allDeadlines(factsOf(cases, perspective), perspective.validAt, asked.status) };
  }

  /** The same as calendars show it, for now: with how often each has become another before the viewer's eyes. */
  async calendar(
    viewer: Party,
    asked: Pick<DeadlinesAsked, 'authorities' | 'region'> = {},
  ): Promise<Answer<'calendar', readonly CalendarEntry[]>> {
    const { basis, perspective, cases } = await this.#several({ viewer }, asked);
    return { basis, calendar: calendarOf(factsOf(cases, perspective), perspective) };
  }

  /** The captured sources of every case that the viewer may know of, as they stand now, case by case. */
  async sources(viewer: Party): Promise<readonly RecordedEvent<'SourceCaptured'>[]> {
    const isVisible = visibility(viewer, this.#now());
    const seen: RecordedEvent[] = [];
    const types = ['SourceCaptured', 'EventCorrected', 'EventWithdrawn'] as const;
    for await (const event of this.#log.readAll({ types })) if (isVisible(event)) seen.push(event);
    const known = new Set((await this.authorities(viewer)).map(({ la }) => caseIdOf(la)));
    return corrected(seen)
      .events.filter(
        (event): event is RecordedEvent<'SourceCaptured'> =>
          event.type === 'SourceCaptured' && known.has(event.caseId),
      )
      .sort((a, b) => byText(a.caseId, b.caseId));
  }

  /** One event by its id, as the viewer may see it now. Throws `unknown-event`, also for what is hidden. */
  async event(id: string, viewer: Party): Promise<RecordedEvent> {
    const seen = await this.#seen(id, viewer);
    if (!seen) throw new CaselineError('unknown-event', 'no event that you may see has this id', { id });
    return seen;
  }

  /**
   * Whether the viewer may know the event that a position names; then what is asked next rests on it at least. Another
   * process may have recorded it a moment ago, and it is waited for: what is hidden just as long as what is not there.
   *
   * @param within for so many milliseconds
   * @param signal gives up early: false
   */
  async reached(
    position: string,
    viewer: Party,
    { within, signal }: { readonly within: number; readonly signal?: AbortSignal },
  ): Promise<boolean> {
    if (position === START) return true;
    return holdsWithin(within, async () => (await this.#seen(position, viewer)) !== undefined, signal);
  }

  /** The authorities that the viewer may know of, by name. */
  async authorities(viewer: Party): Promise<readonly AuthorityName[]> {
    const cases = [...(await this.#everyCase.all()).values()];
    const known = cases.flatMap((history) => this.#named(history, viewer) ?? []);
    return known
      .map(({ slugs: _, registered: __, ...name }) => name)
      .sort((a, b) => byText(a.name, b.name) || byText(a.la, b.la));
  }

  /** The DfE code of an authority named by code or by name in URLs. Throws `unknown-authority`. */
  async codeOf(authority: string, viewer: Party): Promise<string> {
    const wanted = authority.toLowerCase();
    // A code needs no look at other cases.
    const histories = /^\d+$/.test(wanted)
      ? [await this.#histories.load(caseIdOf(wanted))]
      : await this.#everyCase.withSlug(wanted);
    const known = histories.flatMap((history) => this.#named(history, viewer) ?? []);
    const found = oneNamed(known, wanted);
    if (found) return found.la;
    throw new CaselineError(
      'unknown-authority',
      `no authority is known as '${authority}': give a DfE code such as 380 or a name such as bradford`,
      { authority },
    );
  }

  /**
   * The same of several, one after the other: which of them is refused must not depend on how long it takes to
   * find out that one may not be known.
   */
  async codesOf(authorities: readonly string[], viewer: Party): Promise<readonly string[]> {
    const codes: string[] = [];
    for (const authority of authorities) codes.push(await this.codeOf(authority, viewer));
    return codes;
  }

  /** Every event that the viewer may see now, in log order; all of them for an auditor. */
  async *everything(viewer: Party): AsyncIterable<RecordedEvent> {
    const isVisible = visibility(viewer, this.#now());
    for await (const event of this.#log.readAll()) if (isVisible(event)) yield event;
  }

  /**
   * Every event that a viewer can read, once, in the order in which they came to: those under embargo when it
   * lifts. Errors: `unknown-position` for an `after` that they cannot read, `unknown-authority`,
   * `invalid-question` for a region that is none, `log-unavailable`, `log-damaged`.
   */
  observeEvents({
    viewer,
    after,
    types,
    authorities,
    region,
  }: ObservedEvents): Observable<RecordedEvent | CaughtUp> {
    return new Observable((reader) => {
      const follow = async (): Promise<void> => {
        const isOf = await this.#within(viewer, { authorities, region });
        const ofType = types && new Set<string>(types);
        const events = this.#live.events({ viewer, after, types });
        // By hand, and not with operators: a thousand readers share a processor.
        const reading = events.subscribe({
          next: (one) => {
            if ('caughtUp' in one) reader.next(one);
            else if ((!ofType || ofType.has(one.event.type)) && isOf(one.event)) reader.next(one.event);
          },
          error: (error) => reader.error(error),
          complete: () => reader.complete(),
        });
        reader.add(reading);
      };
      follow().catch((error: unknown) => reader.error(error));
    });
  }

  /** What `replay` answers for now, and each change of that: see {@link Observed}. */
  observe<Name extends ProjectionName>(
    name: Name,
    authority: string,
    { viewer, certainty, since }: Observed,
  ): Observable<Stepped<Basis, ViewOf<Name>>> {
    return defer(async () => {
      const la = await this.codeOf(authority, viewer);
      const caseId = caseIdOf(la);
      const ask = async (question: Question): Promise<Answered<Basis, ViewOf<Name>>> => {
        const { basis, [name]: state } = await this.replay(name, la, question);
        return { basis, state };
      };
      const concerns = (event: RecordedEvent): boolean => event.caseId === caseId;
      return this.#live.answers({ what: [name, la], question: { viewer, certainty }, ask, concerns, since });
    }).pipe(mergeAll());
  }

  /** What `england` answers for now, and each change of that: see {@link Observed}. */
  observeEngland<Name extends EnglandName>(
    name: Name,
    { viewer, certainty, since }: Observed,
    asked: EnglandAsked = {},
  ): Observable<Stepped<Basis, EnglandView<Name>>> {
    const ask = async (question: Question): Promise<Answered<Basis, EnglandView<Name>>> => {
      const { basis, [name]: state } = await this.england(name, question, asked);
      return { basis, state };
    };
    const concerns = ({ type }: RecordedEvent): boolean => typesOfEveryCase.includes(type);
    return this.#live.answers({ what: [name, asked], question: { viewer, certainty }, ask, concerns, since });
  }

  /** What `deadlines` answers for now, and each change of that: see {@link Observed}. */
  observeDeadlines(
    { viewer, certainty, since }: Observed,
    asked: DeadlinesAsked = {},
  ): Observable<Stepped<Basis, AllDeadlinesView>> {
    return defer(async () => {
      // Codes stay the same when an authority takes another name.
      const authorities = asked.authorities && (await this.codesOf(asked.authorities, viewer));
      const about = { ...asked, authorities };
      const ask = async (question: Question): Promise<Answered<Basis, AllDeadlinesView>> => {
        const { basis, deadlines: state } = await this.deadlines(question, about);
        return { basis, state };
      };
      const concerns = ({ type }: RecordedEvent): boolean => typesOfDeadlines.has(type);
      const question = { viewer, certainty };
      return this.#live.answers({ what: ['deadlines', about], question, ask, concerns, since });
    }).pipe(mergeAll());
  }

  /** Recomputes every leaf from the stored bytes. */
  verify(): Promise<Verification> {
    return this.#log.verify();
  }

  /** Resolves once the log has answered. Throws `log-unavailable` where it does not, after as long as it is tried. */
  async logAnswers(): Promise<void> {
    await this.#log.head();
  }

  /** How the engine does: for those who run it alone, since it counts what is under embargo as well. */
  vitals(): Vitals {
    const { answersFollowed: answers } = this.#live;
    return { answers, histories: this.#histories.vitals, everyCase: this.#everyCase.vitals };
  }

  /**
   * Milliseconds for which an event has been in the log that those who follow it have not been given, the first of
   * them; 0 where there is none, undefined while nobody has followed the log yet. Throws `log-unavailable`.
   */
  liveLag(): Promise<number | undefined> {
    return this.#live.lag();
  }

  async close(): Promise<void> {
    this.#live.close();
    await this.#everyCase.close();
    await this.#log.close();
  }

  /**
   * Whether an event is of one of the authorities that a viewer asked for, and of the region. Whoever was ever in it
   * stays with it: a stream would not otherwise be the same to who comes back.
   */
  async #within(
    viewer: Party,
    { authorities, region }: Pick<ObservedEvents, 'authorities' | 'region'>,
  ): Promise<(event: RecordedEvent) => boolean> {
    const named = authorities && new Set((await this.codesOf(authorities, viewer)).map(caseIdOf));
    if (region === undefined) return ({ caseId }) => !named || named.has(caseId);
    const inRegion = await this.#everIn(region, viewer);
    return (event) => {
      if (regionsIn(event).includes(region)) inRegion.add(event.caseId);
      return inRegion.has(event.caseId) && (!named || named.has(event.caseId));
    };
  }

  /** After as much work where there is none as where it is hidden: see {@link EventLog.find}. */
  async #seen(id: string, viewer: Party): Promise<RecordedEvent | undefined> {
    const event = await this.#log.find(id);
    this.#lastFound = event?.caseId ?? this.#lastFound;
    const { events } = await this.#histories.load(this.#lastFound);
    const seen = visible(events, viewer, this.#now()).find((one) => one.id === id);
    return event && seen;
  }

  #named({ events }: CaseHistory, viewer: Party): KnownAuthority | undefined {
    return authorityName(namingEvents(events, viewer, this.#now()));
  }

  /** The event that a question's `position` names, where its viewer may see it now. */
  async #positionOf({ position, viewer }: Question): Promise<RecordedEvent | undefined> {
    return position === undefined || position === START ? undefined : this.#seen(position, viewer);
  }

  async #resolved(authority: string, question: Question): Promise<OfOneCase> {
    const caseId = caseIdOf(await this.codeOf(authority, question.viewer));
    const history = await this.#histories.load(caseId);
    const resolved = resolve([history], question, this.#now(), await this.#positionOf(question));
    return { ...resolved, history: resolved.cut(history) };
  }

  /** One basis for the cases of several authorities: of all where none is named. */
  async #several(
    question: Question,
    { authorities, region }: Pick<DeadlinesAsked, 'authorities' | 'region'>,
  ): Promise<Resolved & { readonly cases: readonly CaseAsked[] }> {
    const everywhere = await this.#everyCase.all();
    const { viewer } = question;
    const named = authorities && (await this.codesOf(authorities, viewer));
    // A case whose authority the viewer may not know of is no part of the answer, nor of what it rests on.
    const known = [...everywhere].filter(([, history]) => this.#named(history, viewer));
    const caseIds = named ? new Set(named.map(caseIdOf)) : known.map(([caseId]) => caseId);
    const histories = await Promise.all([...caseIds].map((caseId) => this.#histories.load(caseId)));
    const resolved = resolve(histories, question, this.#now(), await this.#positionOf(question));
    if (region !== undefined) await this.#everIn(region, viewer);
    return { ...resolved, cases: casesAsked(histories, region, resolved) };
  }

  /**
   * The cases of authorities that are, or were, registered in a region, as far as the viewer may know now. What
   * was once known stays known: a permanent link does not become a question that cannot be asked.
   *
   * @throws CaselineError `invalid-question` for a region that is none (facts: parameter)
   */
  async #everIn(region: string, viewer: Party): Promise<Set<CaseId>> {
    const found = new Set<CaseId>();
    for (const { events } of (await this.#everyCase.all()).values())
      for (const event of namingEvents(events, viewer, this.#now()))
        if (regionsIn(event).includes(region)) found.add(event.caseId);
    if (found.size === 0) checkNarrowing({ region }, await this.authorities(viewer));
    return found;
  }

  async #facts(
    authority: string,
    question: Question,
  ): Promise<OfOneCase & { readonly facts: readonly Fact[] }> {
    const resolved = await this.#resolved(authority, question);
    return { ...resolved, facts: resolved.history.facts(resolved.perspective) };
  }
}

const factsOf = (cases: readonly CaseAsked[], perspective: Perspective) =>
  cases.map(({ authority: { la, name }, history }) => ({
    la,
    name,
    events: history.events,
    facts: history.facts(perspective),
  }));

/** What can change the deadlines of all authorities: what sets them, and what names whose they are. */
const typesOfDeadlines: ReadonlySet<string> = new Set([
  ...Object.keys(deadlinesHandlers),
  'AuthorityRegistered',
  'EventCorrected',
  'EventWithdrawn',
]);

function sideOf({ history, perspective }: OfOneCase): Side {
  const seen = visible(history.events, perspective.viewer, perspective.knownAt);
  const facts = history.facts(perspective);
  const state = caseState.view(outlook(caseState, facts), perspective);
  return { seen, standing: corrected(seen).events, facts, state };
}
