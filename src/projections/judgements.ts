import type { DataOf } from '../domain/events/catalogue.ts';
import type { CivilDay } from '../domain/time/civil-day.ts';
import { lastDay, parseEdtf } from '../domain/time/edtf.ts';
import type { Handlers } from '../replay/projection.ts';

/** A judgement as it was issued, and what became of its report. */
export interface Judgement {
  readonly event: string;
  readonly data: DataOf<'JudgementsIssued'>;
  /** EDTF. */
  readonly issued: string;
  readonly begun: 'certain' | 'possible';
}

/** When the final report reached the authority, and the end of its embargo; EDTF. */
export interface Shared {
  readonly date: string;
  readonly embargoUntil: string | null;
}

/** The judgements of a case in the order of their issue, and the days of their reports by inspection. */
export interface JudgementsState {
  judgements: Judgement[];
  shared: Record<string, Shared>;
  published: Record<string, string>;
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
  ReportShared: (state, { event }) => {
    const embargoUntil = event.data.embargoUntil ?? null;
    // The first receipt counts: sent again, a report is not received again.
    state.shared[event.data.inspectionId] ??= { date: event.occurred.date, embargoUntil };
  },
  ReportPublished: (state, { event }) => {
    if (event.data.by !== 'ofsted') return;
    state.published[event.data.inspectionId] ??= event.occurred.date;
  },
};

/** When the judgement's report became public, EDTF; null while it had not. */
export const publicationOf = (state: JudgementsState, judgement: Judgement): string | null =>
  state.published[judgement.data.inspectionId] ?? null;

/** The day from which a judgement counts: publication, or issue while it is not published. EDTF. */
export const countsFrom = (state: JudgementsState, judgement: Judgement): string =>
  publicationOf(state, judgement) ?? judgement.issued;

/** The day until which the judgement's report was under embargo, EDTF; null once it is published or the day has come. */
export function embargoOf(state: JudgementsState, judgement: Judgement, validAt: CivilDay): string | null {
  const until = state.shared[judgement.data.inspectionId]?.embargoUntil ?? null;
  return until === null || publicationOf(state, judgement) !== null || isOver(until, validAt) ? null : until;
}

/** Whether an embargo had certainly lifted by a day: it does so as its last possible day begins. */
export function isOver(embargoUntil: string, validAt: CivilDay): boolean {
  const parsed = parseEdtf(embargoUntil);
  return !parsed.ok || lastDay(parsed.value) <= validAt;
}
