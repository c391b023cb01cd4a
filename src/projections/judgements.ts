import type { DataOf } from '../domain/events/catalogue.ts';
import type { Handlers } from '../replay/projection.ts';

/** A judgement as it was issued, and what became of its report. */
export interface Judgement {
  readonly event: string;
  readonly data: DataOf<'JudgementsIssued'>;
  /** EDTF. */
  readonly issued: string;
  readonly begun: 'certain' | 'possible';
}

/** The day on which a report was shared or published, EDTF. */
export interface ReportDay {
  readonly date: string;
  readonly begun: 'certain' | 'possible';
  readonly embargoUntil: string | null;
}

/** The judgements of a case in the order of their issue, and the days of their reports by inspection. */
export interface JudgementsState {
  judgements: Judgement[];
  shared: Record<string, ReportDay>;
  published: Record<string, ReportDay>;
}

export const noJudgements = (): JudgementsState => ({
  judgements: [],
  // Without a prototype: recorders name inspections, and one may be called 'constructor'.
  shared: Object.create(null),
  published: Object.create(null),
});

export const judgementHandlers: Handlers<JudgementsState> = {
  JudgementsIssued: (state, { event, begun }) => {
    state.judgements.push({ event: event.id, data: event.data, issued: event.occurred.date, begun });
  },
  ReportShared: (state, { event, begun }) => {
    const embargoUntil = event.data.embargoUntil ?? null;
    state.shared[event.data.inspectionId] = { date: event.occurred.date, begun, embargoUntil };
  },
  ReportPublished: (state, { event, begun }) => {
    if (event.data.by !== 'ofsted') return;
    state.published[event.data.inspectionId] ??= { date: event.occurred.date, begun, embargoUntil: null };
  },
};

/** When the judgement's report was certainly public, EDTF; null while it was not. */
export function publicationOf(state: JudgementsState, judgement: Judgement): string | null {
  const published = state.published[judgement.data.inspectionId];
  return published?.begun === 'certain' ? published.date : null;
}

/** The day from which a judgement counts: publication, or issue while it is not published. EDTF. */
export const countsFrom = (state: JudgementsState, judgement: Judgement): string =>
  publicationOf(state, judgement) ?? judgement.issued;
