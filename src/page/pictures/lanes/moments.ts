import type { Fact } from '../../../caseline.ts';
import { type DataOf, type EventTypeName, eventTypeOf } from '../../../domain/events/catalogue.ts';
import type { Office } from '../../../domain/events/people.ts';
import { frameworks, gradeName } from '../../../domain/frameworks/frameworks.ts';
import type { CivilDay } from '../../../domain/time/civil-day.ts';
import { type Item, markOn, plain, type Shape } from './item.ts';
import { factInWords } from './words.ts';

/** A lane that facts are drawn in as they are; other lanes are drawn from what they lead to. */
export type LaneOfFacts = 'inspections' | 'visits' | 'intervention' | 'delivery' | 'improvement' | 'people';

/** Where a type of fact stands, and what is written beside it. */
interface Place<Type extends EventTypeName> {
  readonly lane: LaneOfFacts;
  readonly texts: (data: DataOf<Type>) => readonly string[];
  readonly main?: true;
  /** It was proposed or wanted, and did not thereby come to be. */
  readonly plan?: true;
}

const says = (...texts: readonly string[]) => ({ texts: () => texts });

const visits = {
  monitoring: ['Monitoring visit', 'Monitoring'],
  focused: ['Focused visit', 'Focused'],
  joint_targeted_area: ['Joint targeted area inspection', 'Joint inspection'],
};

const offices: Readonly<Record<Office, string>> = {
  director_of_childrens_services: 'Director',
  lead_member: 'Lead member',
  council_leader: 'Council leader',
  chief_executive: 'Chief executive',
  commissioner: 'Commissioner',
  improvement_board_chair: 'Improvement board chair',
  safeguarding_board_chair: 'Safeguarding board chair',
  trust_chief_executive: 'Trust chief executive',
  trust_chair: 'Trust chair',
};

/** Every type of fact; null for what another lane shows as a band, and for what only the list tells. */
const places: { readonly [Type in EventTypeName]: Place<Type> | null } = {
  AuthorityRegistered: null,
  AuthoritySucceeded: { lane: 'delivery', main: true, ...says('Reorganised') },

  InspectionNotified: { lane: 'inspections', main: true, ...says('Notified') },
  InspectionDeferred: { lane: 'inspections', main: true, ...says('Deferred') },
  InspectionPaused: { lane: 'inspections', ...says('Paused') },
  InspectionResumed: { lane: 'inspections', ...says('Resumed') },
  InspectionCarriedOut: {
    lane: 'inspections',
    main: true,
    texts: ({ framework }) => [
      `${frameworks[framework].shortName} inspection`,
      frameworks[framework].shortName,
    ],
  },
  DraftReportIssued: { lane: 'inspections', ...says('Draft report issued', 'Draft report') },
  FactualAccuracyChecked: { lane: 'inspections', ...says('Factual accuracy checked', 'Checked') },
  ReportShared: { lane: 'inspections', main: true, ...says('Final report shared', 'Shared') },
  JudgementsIssued: {
    lane: 'inspections',
    texts: ({ overall }) => (overall === null ? ['Judgements issued'] : [`Judged ${gradeName(overall)}`]),
  },
  AreasForImprovementSet: { lane: 'inspections', ...says('Areas for improvement set') },
  StrengthsNoted: { lane: 'inspections', ...says('Strengths noted') },
  ReportPublished: {
    lane: 'inspections',
    main: true,
    texts: ({ by }) => (by === 'ofsted' ? ['Report published', 'Published'] : ['Published by the authority']),
  },
  FeedbackRequested: { lane: 'inspections', ...says('Feedback requested') },
  StatementOfActionRequested: { lane: 'inspections', ...says('Statement of action requested') },
  StatementOfActionSubmitted: { lane: 'inspections', main: true, ...says('Statement of action submitted') },

  VisitCarriedOut: { lane: 'visits', main: true, texts: ({ kind }) => visits[kind] },
  VisitFindingsPublished: { lane: 'visits', ...says('Findings published', 'Findings') },

  ImprovementNoticeProposed: {
    lane: 'intervention',
    main: true,
    plan: true,
    ...says('Notice proposed', 'Proposed'),
  },
  ImprovementNoticeDrafted: {
    lane: 'intervention',
    main: true,
    plan: true,
    ...says('Notice drafted', 'Drafted'),
  },
  RepresentationsMade: { lane: 'intervention', ...says('Representations made') },
  ImprovementNoticeIssued: null,
  ImprovementReviewHeld: { lane: 'intervention', ...says('Progress reviewed', 'Reviewed') },
  ImprovementNoticeLifted: { lane: 'intervention', main: true, ...says('Notice lifted', 'Lifted') },
  AdviserSought: { lane: 'intervention', plan: true, ...says('Adviser sought') },
  AdviserAppointed: { lane: 'intervention', ...says('Adviser appointed', 'Adviser') },
  DiagnosticReviewReported: { lane: 'intervention', ...says('Diagnostic review') },
  StatutoryDirectionIssued: null,
  CommissionerAppointed: null,
  CommissionerReported: { lane: 'intervention', ...says('Commissioner recommended') },

  DeliveryModelDecided: { lane: 'delivery', ...says('Delivery decided', 'Decided') },
  TrustAgreed: { lane: 'delivery', main: true, ...says('Trust agreed', 'Agreed') },
  TrustGoLivePlanned: null,
  TrustWentLive: null,
  ServicesReturned: null,

  ImprovementBoardEstablished: { lane: 'improvement', main: true, ...says('Improvement board', 'Board') },
  ImprovementPlanAdopted: {
    lane: 'improvement',
    main: true,
    ...says('Improvement plan adopted', 'Plan adopted'),
  },
  ImprovementActionTaken: { lane: 'improvement', ...says('Action taken', 'Action') },
  ProgressReported: { lane: 'improvement', ...says('Progress reported', 'Progress') },
  SelfAssessmentShared: { lane: 'improvement', ...says('Self-assessment shared', 'Self-assessment') },
  ReportConsidered: { lane: 'improvement', ...says('Report considered') },
  FundingProposed: { lane: 'improvement', plan: true, ...says('Funding proposed', 'Funding') },
  MeasureReported: { lane: 'improvement', texts: ({ measure }) => [measure] },

  OfficeHolderNamed: {
    lane: 'people',
    texts: ({ name, title, office }) => {
      const inOffice = title ?? offices[office];
      return name === null ? [inOffice] : [`${name}, ${inOffice}`, name];
    },
  },
  OfficeVacated: { lane: 'people', texts: ({ office }) => [`${offices[office]} left`] },

  SourceCaptured: null,
  ClaimMade: null,
  EventCorrected: null,
  EventWithdrawn: null,
};

const shapes: Readonly<Record<LaneOfFacts, Shape>> = {
  inspections: 'circle',
  visits: 'square',
  intervention: 'diamond',
  delivery: 'house',
  improvement: 'triangle',
  people: 'person',
};

/** The facts of one lane, each where it happened. */
export function factsIn(lane: LaneOfFacts, facts: readonly Fact[], validAt: CivilDay): Item[] {
  return facts.flatMap((fact) => {
    const { event } = fact;
    const place = places[event.type] as Place<EventTypeName> | null; // the entry of that very type
    if (place?.lane !== lane) return [];
    const isExtent = eventTypeOf(event.type).reading === 'extent';
    return {
      ...plain,
      form: isExtent ? 'extent' : 'moment',
      event: event.id,
      name: factInWords(fact, validAt),
      texts: place.texts(event.data),
      ...daysOf(fact, isExtent, validAt),
      mark: isExtent ? null : markOn(event.when, shapes[lane]),
      plan: place.plan ?? false,
      possible: fact.begun === 'possible',
      main: place.main ?? false,
    };
  });
}

/** Of what goes on, the days so far: the rest had not happened by the day asked about. */
function daysOf(
  { event, begun, ended }: Fact,
  isExtent: boolean,
  validAt: CivilDay,
): Pick<Item, 'spans' | 'lasting'> {
  const { spans } = event.when;
  if (!isExtent || begun === 'possible' || ended === 'certain') return { spans, lasting: false };
  const soFar = spans.filter(({ earliestStart }) => earliestStart <= validAt);
  const cut = (day: CivilDay): CivilDay => Math.min(day, validAt);
  return {
    lasting: true,
    spans: soFar.map(({ earliestStart, latestStart, earliestEnd, latestEnd }) => ({
      earliestStart,
      latestStart: cut(latestStart),
      earliestEnd: cut(earliestEnd),
      latestEnd: cut(latestEnd),
    })),
  };
}
