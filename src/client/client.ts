import type {
  AuthoritiesAnswer,
  AuthoritiesQuestion,
  AuthorityAnswer,
  CalendarQuestion,
  ChangesAnswer,
  ChangesQuestion,
  DeadlinesAnswer,
  DeadlinesQuestion,
  EnglandAnswer,
  EnglandIndexAnswer,
  EnglandName,
  EnglandQuestion,
  EventAnswer,
  EventsAnswer,
  EventsQuestion,
  Feed,
  FileFormatName,
  FileQuestions,
  NewEvent,
  NewFeed,
  ProjectionAnswer,
  ProjectionName,
  Question,
  Receipt,
  SourcesAnswer,
  TimelineAnswer,
  TimelineQuestion,
  ViewerQuestion,
} from './answers.ts';
import type { HoldingOn } from './following.ts';
import { type Asking, LiveStreams } from './live.ts';
import { type Asker, type Paths, pathsAs, pathTo, type Query, requestsTo, type Send } from './requests.ts';

export type * from './answers.ts';
export { type HoldingOn, StreamEnded } from './following.ts';
export type { CaughtUp, EventsAsked, LiveQuestion, LiveStreams } from './live.ts';
export { CaselineProblem, type Problem } from './problem.ts';
export type { Asker } from './requests.ts';
export { type Live, StateLost } from './states.ts';

export interface ConnectOptions extends Asker {
  /** How live streams hold on. */
  readonly live?: HoldingOn;
}

/**
 * A client of the service at `url`, for Node and browsers. Nothing is sent yet.
 *
 * @param url where the service is, such as `https://caseline.example`; anything before `/v1` in its addresses comes along
 * @example
 * const caseline = connect('http://127.0.0.1:8080');
 * const { case: bradford, basis } = await caseline.case('bradford', { asOf: '2018-10-26' });
 * caseline.live.events({ types: ['JudgementsIssued'] }).subscribe((event) => console.log(event.data.overall));
 */
export function connect(url: string, options: ConnectOptions = {}): Client {
  if (!/^https?:$/.test(new URL(url).protocol))
    throw new TypeError(`the service is at an address of http or https, not at '${url}'`);
  return new Client(requestsTo(url, options), options);
}

/** A page of a longer answer. */
interface Page {
  readonly links: { readonly next: string | null };
}

/**
 * The HTTP API, one method for each address. Questions have the names of its parameters; several authorities go as
 * `authorities`. An authority is named by DfE code or by its name in addresses. Refusals reject with a
 * {@link CaselineProblem}; where the service cannot be reached, with what `fetch` rejects with.
 */
export class Client {
  /** Streams: what comes, and states that follow it. */
  readonly live: LiveStreams;
  readonly #send: Send;
  readonly #path: Paths;

  constructor(send: Send, { viewAs, live = {} }: ConnectOptions) {
    this.#send = send;
    this.#path = pathsAs(viewAs);
    this.live = new LiveStreams(send, this.#path, live);
  }

  /** The authorities that the viewer may know of, in pages. */
  authorities(asked?: AuthoritiesQuestion): Promise<AuthoritiesAnswer> {
    return this.#read(['authorities'], asked);
  }

  /** One authority, and where everything about it is found. */
  authority(name: string, asked?: ViewerQuestion): Promise<AuthorityAnswer> {
    return this.#read(['authorities', name], asked);
  }

  /** The state of an authority's case. */
  case(name: string, asked?: Question): Promise<ProjectionAnswer<'case'>> {
    return this.#projection(name, 'case', asked);
  }

  /** The whole way of an authority up to a day. */
  journey(name: string, asked?: Question): Promise<ProjectionAnswer<'journey'>> {
    return this.#projection(name, 'journey', asked);
  }

  /** Every obligation of an authority, and how it stood on a day; or those of all, or some of them, in pages. */
  deadlines(name: string, asked?: Question): Promise<ProjectionAnswer<'deadlines'>>;
  deadlines(asked?: DeadlinesQuestion): Promise<DeadlinesAnswer>;
  deadlines(
    about: string | DeadlinesQuestion = {},
    asked?: Question,
  ): Promise<ProjectionAnswer<'deadlines'> | DeadlinesAnswer> {
    if (typeof about === 'string') return this.#projection(about, 'deadlines', asked);
    const { authorities: authority, ...others } = about;
    return this.#read(['deadlines'], { authority, ...others });
  }

  /** The deadlines of an authority, or of all or some of them, for calendar programs: iCalendar (RFC 5545). */
  calendar(name: string, asked?: ViewerQuestion): Promise<string>;
  calendar(asked?: CalendarQuestion): Promise<string>;
  async calendar(about: string | CalendarQuestion = {}, asked?: ViewerQuestion): Promise<string> {
    if (typeof about === 'string') return this.#text(['authorities', about, 'deadlines.ics'], asked);
    const { authorities: authority, ...others } = about;
    return this.#text(['deadlines.ics'], { authority, ...others });
  }

  /** Each area for improvement: raised where, addressed how, seen again when. */
  improvement(name: string, asked?: Question): Promise<ProjectionAnswer<'improvement'>> {
    return this.#projection(name, 'improvement', asked);
  }

  /** The record held against its rules, its sources and itself; the answer has it under `reconciliation`. */
  anomalies(name: string, asked?: Question): Promise<ProjectionAnswer<'reconciliation'>> {
    return this.#projection(name, 'anomalies', asked);
  }

  /** What happened, in the order in which it happened, in pages. */
  timeline(name: string, asked?: TimelineQuestion): Promise<TimelineAnswer> {
    return this.#read(['authorities', name, 'timeline'], asked);
  }

  /** The events of a case as they were recorded, in pages. */
  events(name: string, asked?: EventsQuestion): Promise<EventsAnswer> {
    return this.#read(['authorities', name, 'events'], asked);
  }

  /** What came, changed or went between two questions: `{ from: { asOf: '2018-10-26' }, to: { asOf: '2018-10-30' } }`. */
  changes(name: string, asked?: ChangesQuestion): Promise<ChangesAnswer> {
    return this.#read(['authorities', name, 'changes'], asked);
  }

  /** One event by its id. */
  event(id: string, asked?: ViewerQuestion): Promise<EventAnswer> {
    return this.#read(['events', id], asked);
  }

  /** What can be asked of all cases together, and what the columns of its tables mean. */
  englandIndex(asked?: ViewerQuestion): Promise<EnglandIndexAnswer> {
    return this.#read(['england'], asked);
  }

  /** A table of all cases together. */
  england<Name extends EnglandName>(
    name: Name,
    ...[asked]: Asking<EnglandQuestion<Name>>
  ): Promise<EnglandAnswer<Name>> {
    return this.#read(['england', name], asked);
  }

  /**
   * A table as a file: `authorities`, or one of England. The response is as `fetch` gives it: `text()`,
   * `arrayBuffer()`, or `body` as a stream; `Content-Disposition` has a name for the file.
   */
  file<Name extends keyof FileQuestions>(
    name: Name,
    format: FileFormatName,
    ...[asked]: Asking<FileQuestions[Name]>
  ): Promise<Response> {
    const segments = name === 'authorities' ? [name] : ['england', name];
    return this.#send(this.#path(segments, { ...asked, format }));
  }

  /** The documents that facts cite, by authority. */
  sources(asked?: ViewerQuestion): Promise<SourcesAnswer> {
    return this.#read(['sources'], asked);
  }

  /** The documents of one id, one for each case that has one. */
  source(id: string, asked?: ViewerQuestion): Promise<SourcesAnswer> {
    return this.#read(['sources', id], asked);
  }

  /**
   * Records what happened: all events or none. What is then asked with the receipt's `position` as `after` (of pages as
   * `afterPosition`) is answered from it at least, by whichever instance of the service.
   *
   * @param ifMatch refuse with `revision-conflict` unless this is the last position of the case: `basis.position` of
   * an answer about it
   * @param idempotencyKey gives events without an id the same ids each time that they are sent
   */
  async record(
    name: string,
    events: NewEvent | readonly NewEvent[],
    { ifMatch, idempotencyKey }: { readonly ifMatch?: string; readonly idempotencyKey?: string } = {},
  ): Promise<Receipt> {
    const response = await this.#send(pathTo(['authorities', name, 'events']), {
      method: 'POST',
      headers: { 'If-Match': ifMatch, 'Idempotency-Key': idempotencyKey },
      body: 'type' in events ? events : { events },
    });
    return response.json() as Promise<Receipt>; // as the service describes it
  }

  /** Your calendar feeds, without their tokens. */
  async feeds(): Promise<readonly Feed[]> {
    const { feeds } = await this.#get<{ readonly feeds: readonly Feed[] }>(pathTo(['feeds']));
    return feeds;
  }

  /** Makes addresses that calendar programs can subscribe to as you, or as the party that `viewAs` narrows it to. */
  async makeFeed(asked?: Pick<ViewerQuestion, 'viewAs'>): Promise<NewFeed> {
    const response = await this.#send(this.#path(['feeds'], asked), { method: 'POST' });
    return response.json() as Promise<NewFeed>; // as the service describes it
  }

  /** Revokes a feed: its token is not accepted any more. */
  async revokeFeed(id: string): Promise<Feed> {
    const response = await this.#send(pathTo(['feeds', id]), { method: 'DELETE' });
    return response.json() as Promise<Feed>; // as above
  }

  /**
   * A page and those after it, for as long as they are asked for.
   *
   * @example for await (const { timeline } of caseline.pages(caseline.timeline('bradford'))) show(timeline);
   */
  async *pages<Answer extends Page>(first: Answer | Promise<Answer>): AsyncGenerator<Answer, void> {
    for (let page = await first; ; ) {
      yield page;
      if (page.links.next === null) return;
      page = await this.#get(page.links.next);
    }
  }

  #projection<Name extends ProjectionName>(
    name: string,
    segment: string,
    asked: Question | undefined,
  ): Promise<ProjectionAnswer<Name>> {
    return this.#read(['authorities', name, segment], asked);
  }

  #read<Answer>(segments: readonly string[], asked?: Query): Promise<Answer> {
    return this.#get(this.#path(segments, asked));
  }

  async #text(segments: readonly string[], asked?: Query): Promise<string> {
    const response = await this.#send(this.#path(segments, asked));
    return response.text();
  }

  async #get<Answer>(path: string): Promise<Answer> {
    const response = await this.#send(path);
    return response.json() as Promise<Answer>; // as the service describes it
  }
}
