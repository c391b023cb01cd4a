import { z } from 'zod';
import type { FrameworkId } from '../../domain/frameworks/frameworks.ts';
import { type Certainty, within } from '../../domain/time/certainty.ts';
import type { CivilDay } from '../../domain/time/civil-day.ts';
import { formatDay } from '../../domain/time/civil-day.ts';
import { parseEdtf, type Span } from '../../domain/time/edtf.ts';
import type { Projection } from '../../replay/projection.ts';
import { certainty, day, edtfDate, framework } from '../answer-fields.ts';
import { isOver } from '../judgements.ts';

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
    possiblyAnother: z
      .string()
      .nullable()
      .meta({ description: 'A later inspection that may have begun; `possiblePhase` is then its phase.' }),
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

interface Inspection {
  readonly inspectionId: string;
  framework: FrameworkId | null;
  kind: string | null;
  leadInspector: string | null;
  /** EDTF, as are the days below; the first of each kind counts. */
  embargoUntil: string | null;
  notified?: string;
  deferred?: string;
  onSite?: { readonly date: string; readonly ended: Certainty };
  interruption?: 'paused' | 'resumed';
  shared?: string;
  judged?: string;
  published?: string;
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
    InspectionNotified: (state, { event }) => {
      const one = find(state, event.data.inspectionId);
      one.notified ??= event.occurred.date;
      one.framework ??= event.data.framework ?? null;
      one.kind ??= event.data.kind ?? null;
    },
    InspectionDeferred: (state, { event }) => {
      find(state, event.data.inspectionId).deferred ??= event.occurred.date;
    },
    InspectionPaused: (state, { event }) => {
      find(state, event.data.inspectionId).interruption = 'paused';
    },
    InspectionResumed: (state, { event }) => {
      find(state, event.data.inspectionId).interruption = 'resumed';
    },
    InspectionCarriedOut: (state, { event, ended }) => {
      const { inspectionId, framework: id, kind, leadInspector } = event.data;
      const one = find(state, inspectionId);
      one.onSite = { date: event.occurred.date, ended };
      one.framework = id;
      one.kind = kind;
      one.leadInspector = leadInspector ?? null;
    },
    ReportShared: (state, { event }) => {
      const one = find(state, event.data.inspectionId);
      if (one.shared) return;
      one.shared = event.occurred.date;
      one.embargoUntil = event.data.embargoUntil ?? null;
    },
    JudgementsIssued: (state, { event }) => {
      const one = find(state, event.data.inspectionId);
      one.judged ??= event.occurred.date;
      one.framework ??= event.data.framework;
    },
    ReportPublished: (state, { event }) => {
      if (event.data.by === 'ofsted') find(state, event.data.inspectionId).published ??= event.occurred.date;
    },
  },
  view: ({ certain, possible }, { validAt }) => {
    const latest = certain.inspections.at(-1);
    const perhaps = possible.inspections.at(-1);
    const told = latest ?? perhaps;
    if (!told) return null;
    const phase = latest ? phaseOf(latest, validAt, ['certain']) : null;
    const possiblePhase = perhaps ? phaseOf(perhaps, validAt, ['certain', 'possible']) : null;
    const other = perhaps && perhaps.inspectionId !== told.inspectionId ? perhaps.inspectionId : null;
    return {
      inspectionId: told.inspectionId,
      framework: told.framework,
      kind: told.kind,
      phase,
      possiblePhase: other === null && possiblePhase === phase ? null : possiblePhase,
      possiblyAnother: other,
      notified: told.notified ?? null,
      onSite: told.onSite ? partsSoFar(told.onSite.date, validAt) : [],
      leadInspector: told.leadInspector,
      shared: told.shared ?? told.judged ?? null,
      embargoUntil: told.embargoUntil,
      published: told.published ?? null,
      certainty: latest ? 'certain' : 'possible',
    };
  },
};

function find(state: InspectionState, inspectionId: string): Inspection {
  let one = state.inspections.find((known) => known.inspectionId === inspectionId);
  if (!one) {
    one = { inspectionId, framework: null, kind: null, leadInspector: null, embargoUntil: null };
    state.inspections.push(one);
    one = state.inspections.at(-1) ?? one; // under immer, the draft of what was pushed
  }
  return one;
}

/** The furthest phase; the stay on site counts as over where its end is as sure as `over` asks. */
function phaseOf(one: Inspection, validAt: CivilDay, over: readonly Certainty[]): Phase | null {
  if (one.published) return 'published';
  if (one.shared || one.judged)
    return one.embargoUntil && !isOver(one.embargoUntil, validAt) ? 'shared_under_embargo' : 'shared';
  if (one.onSite) {
    if (over.includes(one.onSite.ended)) return 'awaiting_report';
    return one.interruption === 'paused' || inGap(one.onSite.date, validAt) ? 'paused' : 'on_site';
  }
  if (one.deferred) return 'deferred';
  return one.notified ? 'notified' : null;
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
