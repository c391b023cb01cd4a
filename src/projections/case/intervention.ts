import { z } from 'zod';
import type { EventTypeName } from '../../domain/events/catalogue.ts';
import type { Fact } from '../../replay/facts.ts';
import type { Handlers, Projection } from '../../replay/projection.ts';
import { certainty, edtfDate, eventId } from '../answer-fields.ts';

const stages = ['proposed', 'drafted', 'issued', 'lifted'] as const;
type Stage = (typeof stages)[number];

const levels = [
  'none',
  'notice_proposed',
  'notice_drafted',
  'notice_issued',
  'commissioner',
  'direction',
] as const;

const stepSchema = z.strictObject({ date: edtfDate, certainty, event: eventId });

export const interventionViewSchema = z.strictObject({
  level: z.enum(levels).meta({
    description: 'The furthest intervention on the day: none, a notice, a commissioner, a direction.',
  }),
  certainty: certainty.meta({
    description: "'possible' where `level` rests on a fact that may not have happened yet.",
  }),
  notices: z.array(
    z.strictObject({
      noticeId: z.string(),
      stage: z.enum(stages).meta({ description: 'How far the notice had come.' }),
      certainty,
      proposed: stepSchema.nullable(),
      drafted: stepSchema.nullable(),
      issued: stepSchema.nullable(),
      lifted: stepSchema.nullable(),
      representationsBy: edtfDate.nullable(),
      deliverBy: edtfDate.nullable(),
      reviewEveryMonths: z.int().nullable(),
      minimumTermMonths: z.int().nullable(),
    }),
  ),
  directions: z.array(
    z.strictObject({ directionId: z.string(), power: z.string(), requires: z.string(), ...stepSchema.shape }),
  ),
  commissioners: z.array(z.strictObject({ name: z.string().nullable(), ...stepSchema.shape })),
  recommendations: z.array(z.strictObject({ recommends: z.string(), ...stepSchema.shape })),
  adviser: z
    .strictObject({
      stage: z.enum(['sought', 'appointed']),
      name: z.string().nullable(),
      ...stepSchema.shape,
    })
    .nullable(),
  improvementBoard: stepSchema.nullable(),
});

export type InterventionView = z.infer<typeof interventionViewSchema>;
type Notice = InterventionView['notices'][number];
type Step = z.infer<typeof stepSchema>;
export type InterventionState = Omit<InterventionView, 'level' | 'certainty'>;

const handlers: Handlers<InterventionState> = {
  ImprovementNoticeProposed: (state, fact) => {
    const notice = reach(state, 'proposed', fact);
    notice.representationsBy = fact.event.data.representationsBy ?? null;
    notice.minimumTermMonths = fact.event.data.minimumTermMonths ?? null;
  },
  ImprovementNoticeDrafted: (state, fact) => bind(reach(state, 'drafted', fact), fact.event.data.terms),
  ImprovementNoticeIssued: (state, fact) => bind(reach(state, 'issued', fact), fact.event.data.terms),
  ImprovementNoticeLifted: (state, fact) => {
    reach(state, 'lifted', fact);
  },
  StatutoryDirectionIssued: (state, fact) => {
    const { directionId, power, requires } = fact.event.data;
    state.directions.push({ directionId, power, requires, ...stepOf(fact) });
  },
  CommissionerAppointed: (state, fact) => {
    state.commissioners.push({ name: fact.event.data.name ?? null, ...stepOf(fact) });
  },
  CommissionerReported: (state, fact) => {
    state.recommendations.push({ recommends: fact.event.data.recommends, ...stepOf(fact) });
  },
  AdviserSought: (state, fact) => {
    state.adviser ??= { stage: 'sought', name: null, ...stepOf(fact) };
  },
  AdviserAppointed: (state, fact) => {
    state.adviser = { stage: 'appointed', name: fact.event.data.name ?? null, ...stepOf(fact) };
  },
  ImprovementBoardEstablished: (state, fact) => {
    state.improvementBoard ??= stepOf(fact);
  },
};

/** What the department had done about the authority. */
export const intervention: Projection<InterventionState, InterventionView> = {
  name: 'intervention',
  version: 1,
  initial: () => ({
    notices: [],
    directions: [],
    commissioners: [],
    recommendations: [],
    adviser: null,
    improvementBoard: null,
  }),
  schema: interventionViewSchema,
  handlers,
  view: (state) => ({ ...levelOf(state), ...state }),
};

const stepOf = (fact: Fact): Step => ({
  date: fact.event.occurred.date,
  certainty: fact.begun,
  event: fact.event.id,
});

type NoticeFact = Fact<Extract<EventTypeName, `ImprovementNotice${string}`>>;

function reach(state: InterventionState, stage: Stage, fact: NoticeFact): Notice {
  const { noticeId } = fact.event.data;
  let notice = state.notices.find((one) => one.noticeId === noticeId);
  if (!notice) {
    const terms = {
      representationsBy: null,
      deliverBy: null,
      reviewEveryMonths: null,
      minimumTermMonths: null,
    };
    const steps = { proposed: null, drafted: null, issued: null, lifted: null };
    const made: Notice = { noticeId, stage, certainty: fact.begun, ...steps, ...terms };
    state.notices.push(made);
    notice = state.notices.at(-1) ?? made; // under immer, the draft of what was pushed
  }
  notice[stage] = stepOf(fact);
  if (stages.indexOf(stage) >= stages.indexOf(notice.stage)) {
    notice.stage = stage;
    notice.certainty = fact.begun;
  }
  return notice;
}

interface Terms {
  readonly deliverBy?: string | undefined;
  readonly reviewEveryMonths?: number | undefined;
}

function bind(notice: Notice, terms: Terms | undefined): void {
  notice.deliverBy = terms?.deliverBy ?? notice.deliverBy;
  notice.reviewEveryMonths = terms?.reviewEveryMonths ?? notice.reviewEveryMonths;
}

/** A lifted notice intervenes no more. Commissioners and directions have no recorded end in the catalogue. */
function levelOf(state: InterventionState): Pick<InterventionView, 'level' | 'certainty'> {
  const reached: { level: InterventionView['level']; certainty: 'certain' | 'possible' }[] = [];
  for (const { stage, certainty: sure } of state.notices)
    if (stage !== 'lifted') reached.push({ level: `notice_${stage}`, certainty: sure });
  for (const { certainty: sure } of state.commissioners)
    reached.push({ level: 'commissioner', certainty: sure });
  for (const { certainty: sure } of state.directions) reached.push({ level: 'direction', certainty: sure });
  reached.sort(
    (a, b) => levels.indexOf(b.level) - levels.indexOf(a.level) || a.certainty.localeCompare(b.certainty),
  );
  return reached[0] ?? { level: 'none', certainty: 'certain' };
}
