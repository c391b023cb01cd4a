import type { DataOf, EventTypeName } from '../../src/domain/events/catalogue.ts';

/** What happened and when, for one type: enough to make a valid event of it. */
export interface Example<Type extends EventTypeName> {
  readonly date: string;
  readonly data: DataOf<Type>;
}

/** One example of every type in the catalogue, after Bradford's case of 2014 to 2023. */
export const exampleEvents: { readonly [Type in EventTypeName]: Example<Type> } = {
  AuthorityRegistered: {
    date: '1974-04-01',
    data: {
      la: '380',
      slug: 'bradford',
      name: 'Bradford',
      alsoKnownAs: ['City of Bradford Metropolitan District Council'],
      kind: 'metropolitan_district',
      region: 'North East, Yorkshire and the Humber',
      onsCode: 'E08000032',
      ofstedUrn: '80435',
    },
  },
  AuthoritySucceeded: {
    date: '2023-04-01',
    data: {
      predecessors: [{ la: '909', name: 'Cumbria' }],
      successors: [
        { la: '942', name: 'Cumberland' },
        { la: '943', name: 'Westmorland and Furness' },
      ],
      instrument: 'The Cumbria (Structural Changes) Order 2022',
    },
  },
  InspectionNotified: { date: '2018-09-10', data: { inspectionId: '2018-ilacs', framework: 'ILACS_2018' } },
  InspectionDeferred: {
    date: '2020-03-17',
    data: { inspectionId: '2020-ilacs', reason: 'Coronavirus (COVID-19)', until: '2021' },
  },
  InspectionPaused: {
    date: '2022-12-09',
    data: { inspectionId: '2022-ilacs', reason: 'An incident in the local area' },
  },
  InspectionResumed: { date: '2023-02-14', data: { inspectionId: '2022-ilacs' } },
  InspectionCarriedOut: {
    date: '2018-09-17/2018-09-28',
    data: {
      inspectionId: '2018-ilacs',
      framework: 'ILACS_2018',
      kind: 'standard',
      leadInspector: 'Neil Penswick',
      team: [],
    },
  },
  DraftReportIssued: { date: '2018-10-XX', data: { inspectionId: '2018-ilacs' } },
  FactualAccuracyChecked: {
    date: '2018-10-24',
    data: {
      inspectionId: '2018-ilacs',
      comments: [
        {
          page: 2,
          point: 'The date of the joint targeted area inspection',
          asked: 'Please correct the date',
          response: 'agree',
          changed: 'The date was corrected',
        },
        {
          page: 5,
          point: 'Caseloads in the assessment teams',
          asked: 'Please say that caseloads were falling',
          response: 'disagree',
        },
      ],
    },
  },
  ReportShared: {
    date: '2018-10-24',
    data: { inspectionId: '2018-ilacs', with: ['City of Bradford'], embargoUntil: '2018-10-29' },
  },
  JudgementsIssued: {
    date: '2018-10-24',
    data: {
      inspectionId: '2018-ilacs',
      framework: 'ILACS_2018',
      overall: 'inadequate',
      areas: [
        { area: 'leadership', grade: 'inadequate' },
        { area: 'help_and_protection', grade: 'inadequate' },
        { area: 'in_care_and_care_leavers', grade: 'requires_improvement' },
      ],
    },
  },
  AreasForImprovementSet: {
    date: '2018-10-24',
    data: {
      inspectionId: '2018-ilacs',
      areas: [
        {
          ref: '2018-front-door',
          text: 'The response to contacts and referrals',
          judgementArea: 'help_and_protection',
        },
        { ref: '2018-supervision', text: 'Management oversight and the supervision of social workers' },
      ],
    },
  },
  StrengthsNoted: {
    date: '2014-05-23',
    data: { inspectionId: '2014-sif', strengths: ['Adoption work is timely', 'The virtual school'] },
  },
  ReportPublished: { date: '2018-10-29', data: { inspectionId: '2018-ilacs', by: 'ofsted' } },
  FeedbackRequested: { date: '2018-10-24', data: { inspectionId: '2018-ilacs', by: '2018-11-07' } },
  StatementOfActionRequested: {
    date: '2018-10-24',
    data: { inspectionId: '2018-ilacs', due: '2019-02-04', sendTo: 'Ofsted' },
  },
  StatementOfActionSubmitted: { date: '2019-02-01', data: { inspectionId: '2018-ilacs' } },
  VisitCarriedOut: {
    date: '2023-07-25/2023-07-26',
    data: {
      visitId: '2023-07-monitoring',
      kind: 'monitoring',
      areas: ['The front door'],
      inspectors: [],
      supernumerary: [],
    },
  },
  VisitFindingsPublished: {
    date: '2023-08-22',
    data: {
      visitId: '2023-07-monitoring',
      findings: [
        {
          area: 'The front door',
          direction: 'some_improvement',
          summary: 'Children’s needs are identified sooner; thresholds are not yet applied consistently.',
          addresses: ['2018-front-door'],
        },
      ],
    },
  },
  ImprovementNoticeProposed: {
    date: '2018-10',
    data: {
      noticeId: '2018-notice',
      by: 'Parliamentary Under Secretary of State for Children and Families',
      followsInspection: '2018-ilacs',
      representationsBy: '2018-11',
      minimumTermMonths: 12,
    },
  },
  ImprovementNoticeDrafted: {
    date: '2018-10-XX',
    data: {
      noticeId: '2018-notice',
      terms: {
        adviser: 'The council works with an adviser appointed by the department',
        plan: 'The council prepares an improvement plan',
        board: 'The council sets up an improvement board',
        reviewEveryMonths: 6,
        deliverBy: '2019-10',
        consequence: 'A direction under section 497A(4B) of the Education Act 1996',
        other: [],
      },
    },
  },
  RepresentationsMade: {
    date: '2018-11',
    data: { noticeId: '2018-notice', summary: 'The council accepts the notice' },
  },
  ImprovementNoticeIssued: { date: '2018-12', data: { noticeId: '2018-notice' } },
  ImprovementReviewHeld: {
    date: '2019-06',
    data: { noticeId: '2018-notice', summary: 'Progress is slower than planned' },
  },
  ImprovementNoticeLifted: {
    date: '2022-01',
    data: { noticeId: '2018-notice', reason: 'A direction took its place' },
  },
  AdviserSought: {
    date: '2018-10',
    data: { noticeId: '2018-notice', remit: 'Advise the council on its improvement' },
  },
  AdviserAppointed: {
    date: '2018-12',
    data: { noticeId: '2018-notice', by: 'Department for Education' },
  },
  DiagnosticReviewReported: {
    date: '2019-03',
    data: { by: 'The improvement adviser', summary: 'Recruitment is the root of the difficulty' },
  },
  StatutoryDirectionIssued: {
    date: '2021-09',
    data: {
      directionId: '2021-direction',
      power: 'section 497A(4B) of the Education Act 1996',
      requires: 'The council co-operates with the commissioner',
    },
  },
  CommissionerAppointed: {
    date: '2021-09',
    data: { name: 'Steve Walker', by: 'Secretary of State for Education', remit: 'Review the services' },
  },
  CommissionerReported: {
    date: '2022-01-25',
    data: { recommends: 'a children’s trust', reason: 'Improvement has been too slow' },
  },
  DeliveryModelDecided: {
    date: '2022-01-25',
    data: { model: 'trust', by: 'Secretary of State for Education' },
  },
  TrustAgreed: {
    date: '2022-01',
    data: {
      trustId: 'bradford-trust',
      name: 'Bradford Children and Families Trust',
      voluntary: true,
      with: 'Department for Education',
    },
  },
  TrustGoLivePlanned: {
    date: '2023-01-31',
    data: { trustId: 'bradford-trust', for: '2023-04', verbatim: 'planned for April 2023' },
  },
  TrustWentLive: {
    date: '2023-04-01',
    data: { trustId: 'bradford-trust', name: 'Bradford Children and Families Trust' },
  },
  ServicesReturned: { date: '2033-04-01', data: { trustId: 'bradford-trust', reason: 'The contract ended' } },
  ImprovementBoardEstablished: {
    date: '2018-11',
    data: { independentChair: true, note: 'It meets every month' },
  },
  ImprovementPlanAdopted: {
    date: '2019-01',
    data: { covers: ['2018-front-door', '2018-supervision'] },
  },
  ImprovementActionTaken: {
    date: '2019-03',
    data: { action: 'More social workers in the assessment teams', addresses: ['2018-front-door'] },
  },
  ProgressReported: {
    date: '2023-02-21',
    data: { to: 'The Executive', summary: 'The plan is on course', everyMonths: 3 },
  },
  SelfAssessmentShared: { date: '2022-11', data: { by: 'City of Bradford', to: 'Ofsted' } },
  ReportConsidered: {
    date: '2023-02-21',
    data: { body: 'The Executive', title: 'Ofsted inspection of children’s services', outcome: 'Noted' },
  },
  FundingProposed: {
    date: '2023-02-21',
    data: { year: '2023-24', purpose: 'Children’s social care', amountGbp: 49_100_000.5 },
  },
  MeasureReported: {
    date: '2014-05-23',
    data: { measure: 'Referrals', changePercent: 25, period: '2012/2014', statedBy: 'City of Bradford' },
  },
  OfficeHolderNamed: {
    date: '2018-10-24',
    data: { office: 'director_of_childrens_services', name: 'Gladys Rhodes White', interim: true },
  },
  OfficeVacated: {
    date: '2018-07',
    data: { office: 'director_of_childrens_services', reason: 'Retirement' },
  },
  SourceCaptured: {
    date: '2018-10-29',
    data: {
      sourceId: 'ofsted-2018-10-29',
      title: 'City of Bradford: inspection of children’s social care services',
      publisher: 'Ofsted',
      dated: '2018-10-29',
      licence: 'Open Government Licence v3.0',
      sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    },
  },
  ClaimMade: {
    date: '2023-08-22',
    data: {
      kind: 'count',
      of: 'monitoring_visit',
      value: 9,
      atLeast: false,
      over: '2018-10-29/2023-07-26',
      says: 'the ninth monitoring visit since 2018',
    },
  },
  EventCorrected: {
    date: '2018-10-24',
    data: {
      target: '00000000-0000-4000-8000-00000000abcd',
      reason: 'factual_accuracy_check',
      explanation: 'The date of the joint targeted area inspection was wrong',
      replacement: { occurred: { date: '2017-02', verbatim: 'February 2017' } },
    },
  },
  EventWithdrawn: {
    date: '2018-10-24',
    data: { target: '00000000-0000-4000-8000-00000000abcd', reason: 'data_entry' },
  },
};
