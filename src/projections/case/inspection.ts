import { z } from 'zod';
import type { FrameworkId } from '../../domain/frameworks/frameworks.ts';
import { type Certainty, within } from '../../domain/time/certainty.ts';
import type { CivilDay } from '../../domain/time/civil-day.ts';
import { formatDay } from '../../domain/time/civil-day.ts';
import { parseEdtf, type Span } from '../../domain/time/edtf.ts';
import type { Fact } from '../../replay/facts.ts';
import type { Projection } from '../../replay/projection.ts';
import { certainty, day, edtfDate, framework } from '../answer-fields.ts';

const phases = [
  'notified',
  'deferred',
  'on_site',
  'paused',
  'awaiting_report',
  'shared',
  'shared_under_embargo',
  'published',
] as const;
type Phase = (typeof phases)[number];

export const inspectionViewSchema = z
  .strictObject({
    inspectionId: z.string(),
    framework: framework.nullable(),
    kind: z.string().nullable(),
    phase: z.enum(phases).meta({ description: 'How far the inspection had certainly come.' }).nullable(),
    possiblePhase: z
      .enum(phases)
      .nullable()
      .meta({ description: 'How far it may have come, where that is further.' }),
    notified: edtfDate.nullable(),
    onSite: z.array(z.strictObject({ from: day, to: day.nullable(), precise: z.boolean() })).meta({
      description: 'Parts on site so far; `to` is null while one lasts; outer bounds where not precise.',
    }),
    leadInspector: z.string().nullable(),
    shared: edtfDate.nullable(),
    embargoUntil: edtfDate.nullable(),
    published: edtfDate.nullable(),
    certainty,
  })
  .nullable()
  .meta({ description: 'The latest inspection and its phase.' });

export type InspectionView = z.infer<typeof inspectionViewSchema>;

interface Step {
  readonly date: string;
  readonly begun: 'certain' | 'possible';
}

interface Inspection {
  readonly inspectionId: string;
  framework: FrameworkId | null;
  kind: string | null;
  leadInspector: string | null;
  embargoUntil: string | null;
  notified?: Step;
  deferred?: Step;
  onSite?: Step & { readonly ended: Certainty };
  interrupted?: Step & { readonly resumed: boolean };
  shared?: Step;
  judged?: Step;
  published?: Step;
}

export interface InspectionState {
  /** In the order in which each was first heard of. */
  inspections: Inspection[];
}

/** The latest inspection of a case and the phase that it had reached on the day. */
export const inspection: Projection<InspectionState, InspectionView> = {
  name: 'inspection',
  version: 1,
  initial: () => ({ inspections: [] }),
  schema: inspectionViewSchema,
  handlers: {
    InspectionNotified: (state, fact) => {
      const one = find(state, fact.event.data.inspectionId);
      one.notified = stepOf(fact);
      one.framework ??= fact.event.data.framework ?? null;
      one.kind ??= fact.event.data.kind ?? null;
    },
    InspectionDeferred: (state, fact) => {
      find(state, fact.event.data.inspectionId).deferred = stepOf(fact);
    },
    InspectionPaused: (state, fact) => {
      find(state, fact.event.data.inspectionId).interrupted = { ...stepOf(fact), resumed: false };
    },
    InspectionResumed: (state, fact) => {
      find(state, fact.event.data.inspectionId).interrupted = { ...stepOf(fact), resumed: true };
    },
    InspectionCarriedOut: (state, fact) => {
      const { inspectionId, framework: id, kind, leadInspector } = fact.event.data;
      const one = find(state, inspectionId);
      one.onSite = { ...stepOf(fact), ended: fact.ended };
      one.framework = id;
      one.kind = kind;
      one.leadInspector = leadInspector ?? null;
    },
    ReportShared: (state, fact) => {
      const one = find(state, fact.event.data.inspectionId);
      one.shared = stepOf(fact);
      one.embargoUntil = fact.event.data.embargoUntil ?? null;
    },
    JudgementsIssued: (state, fact) => {
      const one = find(state, fact.event.data.inspectionId);
      one.judged = stepOf(fact);
      one.framework ??= fact.event.data.framework;
    },
    ReportPublished: (state, fact) => {
      if (fact.event.data.by === 'ofsted')
        find(state, fact.event.data.inspectionId).published ??= stepOf(fact);
    },
  },
  view: (state, { validAt }) => {
    const latest = state.inspections.at(-1);
    if (!latest) return null;
    const phase = furthest(latest, validAt, ['certain']);
    const possible = furthest(latest, validAt, ['certain', 'possible']);
    const { notified, shared, judged, published } = latest;
    return {
      inspectionId: latest.inspectionId,
      framework: latest.framework,
      kind: latest.kind,
      phase,
      possiblePhase: possible === phase ? null : possible,
      notified: notified?.date ?? null,
      onSite: latest.onSite ? partsSoFar(latest.onSite.date, validAt) : [],
      leadInspector: latest.leadInspector,
      shared: (shared ?? judged)?.date ?? null,
      embargoUntil: latest.embargoUntil,
      published: published?.date ?? null,
      certainty: phase === null ? 'possible' : 'certain',
    };
  },
};

const stepOf = (fact: Fact): Step => ({ date: fact.event.occurred.date, begun: fact.begun });

function find(state: InspectionState, inspectionId: string): Inspection {
  const known = state.inspections.find((one) => one.inspectionId === inspectionId);
  if (known) return known;
  const made: Inspection = {
    inspectionId,
    framework: null,
    kind: null,
    leadInspector: null,
    embargoUntil: null,
  };
  state.inspections.push(made);
  return state.inspections.at(-1) ?? made; // under immer, the draft of what was pushed
}

/** The furthest phase among the steps that count as taken. */
function furthest(one: Inspection, validAt: CivilDay, counted: readonly Certainty[]): Phase | null {
  const taken = (step: Step | undefined): boolean => step !== undefined && counted.includes(step.begun);
  if (taken(one.published)) return 'published';
  if (taken(one.shared) || taken(one.judged)) return one.embargoUntil ? 'shared_under_embargo' : 'shared';
  if (one.onSite && taken(one.onSite)) {
    if (counted.includes(one.onSite.ended)) return 'awaiting_report';
    const interrupted = one.interrupted && taken(one.interrupted) && !one.interrupted.resumed;
    return interrupted || inGap(one.onSite.date, validAt) ? 'paused' : 'on_site';
  }
  if (taken(one.deferred)) return 'deferred';
  return taken(one.notified) ? 'notified' : null;
}

const spansOf = (date: string): readonly Span[] => {
  const parsed = parseEdtf(date);
  return parsed.ok ? parsed.value.spans : [];
};

function inGap(date: string, validAt: CivilDay): boolean {
  const parsed = parseEdtf(date);
  return parsed.ok && within(parsed.value, 'extent', validAt) === 'no';
}

/** The parts of a stay on site that had begun by the day; what lies after it is not told. */
function partsSoFar(
  date: string,
  validAt: CivilDay,
): { from: string; to: string | null; precise: boolean }[] {
  return spansOf(date)
    .filter((span) => span.earliestStart <= validAt)
    .map((span) => ({
      from: formatDay(span.earliestStart),
      to: span.latestEnd <= validAt ? formatDay(span.latestEnd) : null,
      precise: span.earliestStart === span.latestStart && span.earliestEnd === span.latestEnd,
    }));
}
