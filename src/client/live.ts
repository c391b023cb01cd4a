import { filter, type Observable } from 'rxjs';
import type {
  AllDeadlinesView,
  CaseEvent,
  DeadlinesQuestion,
  EnglandName,
  EnglandQuestion,
  EnglandView,
  EventTypeName,
  ProjectionName,
  Question,
  ViewOf,
} from './answers.ts';
import { following, type HoldingOn } from './following.ts';
import type { Paths, Query, Send } from './requests.ts';
import { type Live, statesOf } from './states.ts';

/** Which events to follow; all that may be seen when empty. */
export interface EventsAsked<Type extends EventTypeName = EventTypeName> {
  /** DfE codes or names in addresses. */
  readonly authorities?: readonly string[];
  readonly region?: string;
  readonly types?: readonly Type[];
  /** Where to begin: after the event of this id, or at the 'start' of the record. Absent: with what comes now. */
  readonly after?: string;
  readonly viewAs?: string;
}

/** Stands in a stream of events where all that was recorded before has been sent; again after each reconnection. */
export interface CaughtUp {
  readonly type: 'caught-up';
  /** Where to go on from another time: `after`. */
  readonly id: string;
}

/** What a live state may be asked: it is always of now. */
export type LiveQuestion<Asked = Question> = Omit<
  Asked,
  'validAt' | 'knownAt' | 'asOf' | 'recordedAt' | 'position' | 'table' | 'limit' | 'after' | 'afterPosition'
>;

/** The arguments of a question, which may be left out where the question has no part that is required. */
export type Asking<Asked> = Partial<Asked> extends Asked ? [asked?: Asked] : [asked: Asked];

/**
 * Streams, as cold Observables: each subscription is a connection of its own, and unsubscribing closes it. They come
 * back by themselves when a connection or the service goes down, miss nothing and repeat nothing, and fail only with a
 * {@link CaselineProblem} that waiting would not change.
 */
export class LiveStreams {
  readonly #send: Send;
  readonly #holdingOn: HoldingOn;
  readonly #path: Paths;

  constructor(send: Send, path: Paths, holdingOn: HoldingOn) {
    this.#send = send;
    this.#path = path;
    this.#holdingOn = holdingOn;
  }

  /**
   * Every event once, as the viewer comes to know of it: what is under embargo when it lifts. Keep the `id` of the
   * last that you have dealt with and give it as `after` to go on from there another time.
   */
  events<Type extends EventTypeName = EventTypeName>(asked?: EventsAsked<Type>): Observable<CaseEvent<Type>> {
    return this.eventsAndMarks(asked).pipe(filter((one): one is CaseEvent<Type> => one.type !== 'caught-up'));
  }

  /** The same, and marks where one has caught up with the record. */
  eventsAndMarks<Type extends EventTypeName = EventTypeName>({
    authorities: authority,
    types: type,
    after,
    ...asked
  }: EventsAsked<Type> = {}): Observable<CaseEvent<Type> | CaughtUp> {
    return following(this.#send, this.#holdingOn, () => ({
      path: this.#path(['live', 'events'], { ...asked, authority, type }),
      after,
      whole: false,
      take: ({ event, id = '', data }): readonly (CaseEvent<Type> | CaughtUp)[] => {
        if (event === 'caught-up') return [{ type: 'caught-up', id }];
        if (event === 'message') return [JSON.parse(data) as CaseEvent<Type>]; // as the service writes events, and of the types asked for
        return [];
      },
    }));
  }

  /** The state of an authority's case. */
  case(authority: string, asked?: LiveQuestion): Observable<Live<ViewOf<'case'>>> {
    return this.#projection('case', authority, asked);
  }

  /** The whole way of an authority. */
  journey(authority: string, asked?: LiveQuestion): Observable<Live<ViewOf<'journey'>>> {
    return this.#projection('journey', authority, asked);
  }

  /** Every obligation of an authority; or of all, or some of them, by the last day on which each can be due. */
  deadlines(authority: string, asked?: LiveQuestion): Observable<Live<ViewOf<'deadlines'>>>;
  deadlines(asked?: LiveQuestion<DeadlinesQuestion>): Observable<Live<AllDeadlinesView>>;
  deadlines(
    about: string | LiveQuestion<DeadlinesQuestion> = {},
    asked?: LiveQuestion,
  ): Observable<Live<ViewOf<'deadlines'> | AllDeadlinesView>> {
    if (typeof about === 'string') return this.#projection('deadlines', about, asked);
    const { authorities: authority, ...others } = about;
    return this.#states(['deadlines'], { authority, ...others });
  }

  /** Each area for improvement of an authority. */
  improvement(authority: string, asked?: LiveQuestion): Observable<Live<ViewOf<'improvement'>>> {
    return this.#projection('improvement', authority, asked);
  }

  /** The record of an authority held against its rules, its sources and itself. */
  anomalies(authority: string, asked?: LiveQuestion): Observable<Live<ViewOf<'reconciliation'>>> {
    return this.#projection('reconciliation', authority, asked, 'anomalies');
  }

  /** A table of England. */
  england<Name extends EnglandName>(
    name: Name,
    ...[asked]: Asking<LiveQuestion<EnglandQuestion<Name>>>
  ): Observable<Live<EnglandView<Name>>> {
    return this.#states(['england'], { table: name, ...asked });
  }

  #projection<Name extends ProjectionName>(
    name: Name,
    authority: string,
    asked: LiveQuestion = {},
    projection: string = name,
  ): Observable<Live<ViewOf<Name>>> {
    return this.#states(['cases', authority], { projection, ...asked });
  }

  #states<State>(segments: readonly string[], asked: Query): Observable<Live<State>> {
    return following(this.#send, this.#holdingOn, () => ({
      path: this.#path(['live', ...segments], asked),
      whole: true,
      take: statesOf<State>(),
    }));
  }
}
