import { endsAuthority } from '../../domain/events/authority.ts';
import type { DataOf } from '../../domain/events/catalogue.ts';
import { laOf, type SourceReference } from '../../domain/events/envelope.ts';
import type { FrameworkId } from '../../domain/frameworks/frameworks.ts';
import { type ImpreciseDate, parseEdtf } from '../../domain/time/edtf.ts';
import type { Fact } from '../../replay/fact.ts';
import type { Handlers } from '../../replay/projection.ts';

/** What a deadline needs to know of an event. */
export interface Noted {
  readonly event: string;
  readonly when: ImpreciseDate;
  readonly begun: 'certain' | 'possible';
  readonly source: SourceReference | null;
}

/** An event that names the day by which something is due. */
export interface NotedDue extends Noted {
  readonly due: ImpreciseDate;
}

/** Of the terms of a notice, those that set a day. */
export interface DatedTerms {
  readonly deliverBy: ImpreciseDate | null;
  readonly reviewEveryMonths: number | null;
}

/** A draft or a notice; issued without terms of its own, it has those of its draft. */
export interface NotedNotice extends Noted {
  readonly terms: DatedTerms | null;
}

export interface InspectionDeadlines {
  readonly inspectionId: string;
  framework: FrameworkId | null;
  /** A review of the safeguarding board, which is no part of the authority. */
  boardReview: boolean;
  shared: Noted | null;
  judged: Noted | null;
  statementRequested: NotedDue | null;
  statementSubmitted: Noted | null;
  publishedByAuthority: Noted | null;
  feedbackRequested: NotedDue | null;
}

export interface NoticeDeadlines {
  readonly noticeId: string;
  representationsInvited: NotedDue | null;
  representationsMade: Noted | null;
  drafted: NotedNotice | null;
  issued: NotedNotice | null;
  reviews: Noted[];
  lifted: Noted | null;
}

/** Lists, as a case has few of each, and a recorder may choose any identifier, 'constructor' included. */
export interface DeadlinesState {
  inspections: InspectionDeadlines[];
  notices: NoticeDeadlines[];
  /** The authority ended, and others took its duties over. */
  succeeded: Noted | null;
}

export const noDeadlines = (): DeadlinesState => ({ inspections: [], notices: [], succeeded: null });

/** Of what meets or begins something the first counts; of what names a day, the last word does. */
export const deadlinesHandlers: Handlers<DeadlinesState> = {
  InspectionCarriedOut: (state, { event }) => {
    const inspection = inspectionOf(state, event);
    inspection.framework = event.data.framework;
    inspection.boardReview = event.data.kind === 'lscb_review';
  },
  ReportShared: (state, fact) => {
    inspectionOf(state, fact.event).shared ??= noted(fact);
  },
  JudgementsIssued: (state, fact) => {
    const inspection = inspectionOf(state, fact.event);
    inspection.framework ??= fact.event.data.framework;
    inspection.judged ??= noted(fact);
  },
  ReportPublished: (state, fact) => {
    if (fact.event.data.by === 'authority')
      inspectionOf(state, fact.event).publishedByAuthority ??= noted(fact);
  },
  FeedbackRequested: (state, fact) => {
    inspectionOf(state, fact.event).feedbackRequested = { ...noted(fact), due: read(fact.event.data.by) };
  },
  StatementOfActionRequested: (state, fact) => {
    inspectionOf(state, fact.event).statementRequested = { ...noted(fact), due: read(fact.event.data.due) };
  },
  StatementOfActionSubmitted: (state, fact) => {
    inspectionOf(state, fact.event).statementSubmitted ??= noted(fact);
  },

  ImprovementNoticeProposed: (state, fact) => {
    const by = fact.event.data.representationsBy;
    const notice = noticeOf(state, fact.event);
    if (by !== undefined) notice.representationsInvited = { ...noted(fact), due: read(by) };
  },
  RepresentationsMade: (state, fact) => {
    noticeOf(state, fact.event).representationsMade ??= noted(fact);
  },
  ImprovementNoticeDrafted: (state, fact) => {
    noticeOf(state, fact.event).drafted = { ...noted(fact), terms: dated(fact.event.data.terms) };
  },
  ImprovementNoticeIssued: (state, fact) => {
    noticeOf(state, fact.event).issued = { ...noted(fact), terms: dated(fact.event.data.terms) };
  },
  ImprovementReviewHeld: (state, fact) => {
    noticeOf(state, fact.event).reviews.push(noted(fact));
  },
  ImprovementNoticeLifted: (state, fact) => {
    noticeOf(state, fact.event).lifted ??= noted(fact);
  },

  AuthoritySucceeded: (state, fact) => {
    const { caseId, data } = fact.event;
    if (endsAuthority(data, laOf(caseId))) state.succeeded ??= noted(fact);
  },
};

const noted = ({ event, begun }: Fact): Noted => ({
  event: event.id,
  when: event.when,
  begun,
  source: event.source ?? null,
});

function inspectionOf(
  state: DeadlinesState,
  { data: { inspectionId } }: { readonly data: { readonly inspectionId: string } },
): InspectionDeadlines {
  const known = state.inspections.find((inspection) => inspection.inspectionId === inspectionId);
  if (known) return known;
  state.inspections.push({
    inspectionId,
    framework: null,
    boardReview: false,
    shared: null,
    judged: null,
    statementRequested: null,
    statementSubmitted: null,
    publishedByAuthority: null,
    feedbackRequested: null,
  });
  return inspectionOf(state, { data: { inspectionId } }); // what was pushed: under immer, its draft
}

function noticeOf(
  state: DeadlinesState,
  { data: { noticeId } }: { readonly data: { readonly noticeId: string } },
): NoticeDeadlines {
  const known = state.notices.find((notice) => notice.noticeId === noticeId);
  if (known) return known;
  state.notices.push({
    noticeId,
    representationsInvited: null,
    representationsMade: null,
    drafted: null,
    issued: null,
    reviews: [],
    lifted: null,
  });
  return noticeOf(state, { data: { noticeId } });
}

const dated = (terms: DataOf<'ImprovementNoticeIssued'>['terms']): DatedTerms | null =>
  terms === undefined
    ? null
    : {
        deliverBy: terms.deliverBy === undefined ? null : read(terms.deliverBy),
        reviewEveryMonths: terms.reviewEveryMonths ?? null,
      };

function read(date: string): ImpreciseDate {
  const parsed = parseEdtf(date);
  if (!parsed.ok) throw new Error(`an event named no date: ${parsed.problem}`); // validated on the way in
  return parsed.value;
}
