import { z } from 'zod';
import type { EventTypeName } from '../../domain/events/catalogue.ts';
import type { Fact } from '../../replay/fact.ts';
import type { Handlers, Outlook, Projection } from '../../replay/projection.ts';
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
    description:
      'The furthest intervention on the day: none, a notice, a commissioner, a direction. It lasts until its end is recorded, and few reports tell that: see `since`.',
  }),
  since: edtfDate.nullable().meta({ description: 'When the latest of that level came; null for none.' }),
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
type Notice = Omit<InterventionView['notices'][number], 'stage' | 'certainty'>;
type Step = z.infer<typeof stepSchema>;
export type InterventionState = Omit<InterventionView, 'level' | 'since' | 'certainty' | 'notices'> & {
  notices: Notice[];
};

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
  view: ({ certain, possible }) => ({
    ...furthest({ certain, possible }),
    ...possible,
    notices: possible.notices.map((notice) => ({ ...notice, ...stageOf(notice) })),
    adviser: certain.adviser ?? possible.adviser,
    improvementBoard: certain.improvementBoard ?? possible.improvementBoard,
  }),
};

/** The furthest intervention that had certainly come to pass, or else may have. */
export function furthest({
  certain,
  possible,
}: Outlook<InterventionState>): Pick<InterventionView, 'level' | 'since' | 'certainty'> {
  const reached = levelOf(certain);
  // Fields written out: a spread would give every one of ten thousand standings a shape of its own.
  if (reached.level !== 'none') return { level: reached.level, since: reached.since, certainty: 'certain' };
  const { level, since } = levelOf(possible);
  return { level, since, certainty: level === 'none' ? 'certain' : 'possible' };
}

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
    notice = { noticeId, proposed: null, drafted: null, issued: null, lifted: null, ...terms };
    state.notices.push(notice);
    notice = state.notices.at(-1) ?? notice; // under immer, the draft of what was pushed
  }
  notice[stage] ??= stepOf(fact);
  return notice;
}

/** The furthest stage that a notice had certainly come to, or else may have. */
function stageOf(notice: Notice): { readonly stage: Stage; readonly certainty: 'certain' | 'possible' } {
  for (const certainty of ['certain', 'possible'] as const) {
    const stage = stages.findLast((one) => notice[one]?.certainty === certainty);
    if (stage) return { stage, certainty };
  }
  return { stage: 'proposed', certainty: 'possible' };
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
function levelOf({
  notices,
  commissioners,
  directions,
}: InterventionState): Pick<InterventionView, 'level' | 'since'> {
  const direction = directions.at(-1);
  if (direction) return { level: 'direction', since: direction.date };
  const commissioner = commissioners.at(-1);
  if (commissioner) return { level: 'commissioner', since: commissioner.date };
  const open = notices.filter(({ lifted }) => lifted === null);
  const issued = open.findLast((notice) => notice.issued)?.issued;
  if (issued) return { level: 'notice_issued', since: issued.date };
  const drafted = open.findLast((notice) => notice.drafted)?.drafted;
  if (drafted) return { level: 'notice_drafted', since: drafted.date };
  const last = open.at(-1);
  return last
    ? { level: 'notice_proposed', since: last.proposed?.date ?? null }
    : { level: 'none', since: null };
}
