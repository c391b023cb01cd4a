import type { z } from 'zod';
import type { AwaitedIn } from '../api/awaited-position.ts';
import type { eventFormSchema, newEventSchema } from '../api/event-form.ts';
import type { sourceSchema } from '../api/files.ts';
import type { basisSchema, changesQuery, questionQuery } from '../api/questions.ts';
import type { ReadRoute } from '../api/route.ts';
import type { authorities } from '../api/routes/authorities.ts';
import type { authority } from '../api/routes/authority.ts';
import type { changes } from '../api/routes/changes.ts';
import type { deadlines } from '../api/routes/deadlines.ts';
import type { englandLinksSchema, englandRoutes } from '../api/routes/england.ts';
import type { englandIndex } from '../api/routes/england-index.ts';
import type { event, events } from '../api/routes/events.ts';
import type { feedSchema, madeSchema } from '../api/routes/feeds.ts';
import type { linksSchema } from '../api/routes/projections.ts';
import type { receiptSchema } from '../api/routes/record.ts';
import type { sources } from '../api/routes/sources.ts';
import type { timeline } from '../api/routes/timeline.ts';
import type { catalogue, EventTypeName } from '../domain/events/catalogue.ts';
import type { AllDeadlinesView, DeadlinesAsked } from '../projections/all-deadlines.ts';
import type { EnglandName, EnglandView } from '../projections/england/england.ts';
import type { ProjectionName, ViewOf } from '../projections/projections.ts';

/*
 * What is asked and answered, in the types of the schemas that the service reads questions with and describes its
 * answers by. The only file of the client that knows the service, and nothing of it is left when it runs.
 */

export type { ProblemCode } from '../api/problems.ts';
export type { FileFormatName } from '../export/formats.ts';
export type { AllDeadlinesView, EnglandName, EnglandView, EventTypeName, ProjectionName, ViewOf };

/** The parameters of a route; `format` is of its files. */
type AskedOf<Of> =
  Of extends ReadRoute<infer Query, unknown> ? Awaiting<Omit<z.input<Query>, 'format'>> : never;

/** Asked so that the answer rests on a position at least, such as that of a receipt. */
type Awaiting<Asked> = Asked & AwaitedIn<Asked>;

type AnswerOf<Of> = Of extends ReadRoute<z.ZodObject, infer Answer> ? Answer : never;

/** What an answer rests on. */
export type Basis = z.infer<typeof basisSchema>;

/** The three clocks, certainty and viewer of a question. */
export type Question = Awaiting<z.input<typeof questionQuery>>;

/** Where nothing depends on clocks: as whom to look. */
export type ViewerQuestion = AskedOf<typeof authority>;

export type AuthoritiesQuestion = AskedOf<typeof authorities>;
export type AuthoritiesAnswer = AnswerOf<typeof authorities>;
export type AuthorityAnswer = AnswerOf<typeof authority>;

/** A projection of one case, under its own name. */
export type ProjectionAnswer<Name extends ProjectionName> = {
  readonly basis: Basis;
  readonly links: z.infer<typeof linksSchema>;
} & { readonly [N in Name]: ViewOf<N> };

/** Which deadlines of all. */
export type DeadlinesQuestion = Omit<AskedOf<typeof deadlines>, keyof DeadlinesAsked | 'authority'> &
  DeadlinesAsked;
export type DeadlinesAnswer = AnswerOf<typeof deadlines>;

/** Whose deadlines stand in a calendar. */
export type CalendarQuestion = ViewerQuestion & Pick<DeadlinesAsked, 'authorities' | 'region'>;

/** A calendar feed, without its token. */
export type Feed = z.infer<typeof feedSchema>;
/** A feed that was just made: its token is told this once. */
export type NewFeed = z.infer<typeof madeSchema>;

export type TimelineQuestion = AskedOf<typeof timeline>;
export type TimelineAnswer = AnswerOf<typeof timeline>;

/** An event as it was recorded. A union over the catalogue: narrowing `type` types `data`. */
export type CaseEvent<Type extends EventTypeName = EventTypeName> = {
  [T in Type]: Omit<z.infer<typeof eventFormSchema>, 'type' | 'data'> & {
    readonly type: T;
    readonly data: z.output<(typeof catalogue)[T]['data']>;
  };
}[Type];

/** An event to be recorded. */
export type NewEvent<Type extends EventTypeName = EventTypeName> = {
  [T in Type]: Given<
    Omit<z.input<typeof newEventSchema>, 'type' | 'data'> & {
      type: T;
      data: z.input<(typeof catalogue)[T]['data']>;
    }
  >;
}[Type];

/** Nothing that is sent is changed. */
type Given<Value> = Value extends object ? { readonly [Key in keyof Value]: Given<Value[Key]> } : Value;

export type EventsQuestion = AskedOf<typeof events>;
export type EventsAnswer = Omit<AnswerOf<typeof events>, 'events'> & {
  readonly events: readonly CaseEvent[];
};
export type EventAnswer = Omit<AnswerOf<typeof event>, 'event'> & { readonly event: CaseEvent };

/** What was recorded. */
export type Receipt = z.infer<typeof receiptSchema>;

type Side<Name extends string> = {
  [Key in keyof z.input<typeof changesQuery> as Key extends `${Name}.${infer Clock}`
    ? Clock
    : never]: z.input<typeof changesQuery>[Key];
};

/** Two questions of one viewer. */
export type ChangesQuestion = Pick<Question, 'certainty' | 'viewAs' | 'after'> & {
  readonly from?: Side<'from'>;
  readonly to?: Side<'to'>;
};
export type ChangesAnswer = AnswerOf<typeof changes>;

export type EnglandIndexAnswer = AnswerOf<typeof englandIndex>;

/** What a table of England may be asked. */
export type EnglandQuestion<Name extends EnglandName> = AskedOf<(typeof englandRoutes)[Name]>;

/** A table of England, under its own name. */
export type EnglandAnswer<Name extends EnglandName> = {
  readonly basis: Basis;
  readonly source: z.infer<typeof sourceSchema>;
  readonly links: z.infer<typeof englandLinksSchema>;
} & { readonly [N in Name]: EnglandView<N> };

/** What may be asked of each answer that comes as a file too. */
export type FileQuestions = { readonly [Name in EnglandName]: EnglandQuestion<Name> } & {
  readonly authorities: Omit<AuthoritiesQuestion, 'limit' | 'after'>;
};

export type SourcesAnswer = AnswerOf<typeof sources>;
