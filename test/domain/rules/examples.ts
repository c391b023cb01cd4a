import type { NewEvent } from '../../../src/domain/events/catalogue.ts';
import { anEvent } from '../../support/events.ts';

/** Given a case that holds these events, when this one is recorded, then the rule is kept, or broken so. */
export interface Example {
  readonly given: readonly NewEvent[];
  readonly when: NewEvent;
}
export interface Broken extends Example {
  /** What the message says: the dates and the names that were met, and what to do. */
  readonly message: RegExp;
}

const on = (date: string) => ({ occurred: { date } });
const inspected = () => anEvent('InspectionCarriedOut'); // 2018-ilacs, 17 to 28 September 2018
const sif = (date: string) =>
  anEvent('InspectionCarriedOut', { ...on(date), data: { framework: 'SIF', kind: 'full' } });
/** Under embargo from 24 to 29 October 2018, and the public learns of it when that lifts. */
const shared = (date = '2018-10-24') =>
  anEvent('ReportShared', { ...on(date), disclosures: [{ to: 'public', from: '2018-10-29' }] });
const judged = (data: Parameters<typeof anEvent<'JudgementsIssued'>>[1] = {}) =>
  anEvent('JudgementsIssued', data);
const visited = (
  date: string,
  visitId: string,
  kind: 'monitoring' | 'focused' | 'joint_targeted_area' = 'monitoring',
) => anEvent('VisitCarriedOut', { ...on(date), data: { visitId, kind } });
const finding = { area: 'The front door', direction: 'improved' as const, summary: 'Better', addresses: [] };
const counted = (value: number, over: string, more: { atLeast?: boolean; source?: string } = {}) =>
  anEvent('ClaimMade', {
    source: { id: more.source ?? 'a-report' },
    data: {
      kind: 'count',
      of: 'monitoring_visit',
      value,
      atLeast: more.atLeast ?? false,
      over,
      says: `${value} visits`,
    },
  });
const ended = (successors: readonly [string, string] = ['942', 'Cumberland']) =>
  anEvent('AuthoritySucceeded', {
    ...on('2023-04-01'),
    data: {
      predecessors: [{ la: '380', name: 'Cumbria' }],
      successors: [{ la: successors[0], name: successors[1] }],
    },
  });

/** For every rule, by its id, a case that keeps it and a case that breaks it. */
export const examples: Readonly<
  Record<string, { readonly passes: readonly Example[]; readonly fails: readonly Broken[] }>
> = {
  'extent-ends-before-it-starts': {
    passes: [
      { given: [], when: anEvent('InspectionCarriedOut', on('2018-09-17/2018-09-28')) },
      { given: [], when: anEvent('InspectionCarriedOut', on('2018-09/2018')) },
    ],
    fails: [
      {
        given: [],
        when: anEvent('InspectionCarriedOut', on('2018-09-28/2018-09-17')),
        message: /2018-09-28\/2018-09-17 ends before it starts/,
      },
      { given: [], when: anEvent('TrustWentLive', on('2023-04/2022')), message: /2023-04\/2022/ },
    ],
  },
  'duty-on-ended-authority': {
    passes: [
      { given: [ended()], when: anEvent('ImprovementNoticeIssued', on('2023-04-01')) },
      { given: [ended()], when: anEvent('ImprovementNoticeIssued', on('2023')) },
      { given: [ended(['380', 'Cumbria'])], when: anEvent('ImprovementNoticeIssued', on('2024')) },
      {
        given: [ended()],
        when: anEvent('InspectionCarriedOut', on('2023-03-27/2023-04-06')),
      },
      {
        // The report of an inspection that began before the end.
        given: [ended(), anEvent('InspectionCarriedOut', on('2023-03-20/2023-03-31'))],
        when: judged(on('2023-05-02')),
      },
      { given: [ended(), anEvent('InspectionNotified', on('2023-03-01'))], when: judged(on('2023-05-02')) },
    ],
    fails: [
      {
        given: [ended()],
        when: anEvent('ImprovementNoticeIssued', on('2023-05')),
        message: /Cumbria ended \(1 April 2023\) before this was laid on it \(May 2023\); .*Cumberland/,
      },
      { given: [ended()], when: anEvent('InspectionNotified', on('2023-04-02')), message: /2 April 2023/ },
      {
        given: [ended()],
        when: anEvent('InspectionCarriedOut', on('2023-04-03/2023-04-14')),
        message: /3 to 14 April 2023/,
      },
      {
        given: [ended(), anEvent('InspectionCarriedOut', on('2023-04-03/2023-04-14'))],
        when: judged(on('2023-05')),
        message: /before the inspection of these judgements began \(3 to 14 April 2023\)/,
      },
      { given: [ended()], when: anEvent('ImprovementNoticeProposed', on('2023-06')), message: /June 2023/ },
      { given: [ended()], when: anEvent('CommissionerAppointed', on('2023-06')), message: /June 2023/ },
    ],
  },
  'second-registration': {
    passes: [{ given: [], when: anEvent('AuthorityRegistered') }],
    fails: [
      {
        given: [anEvent('AuthorityRegistered')],
        when: anEvent('AuthorityRegistered', { data: { name: 'Leeds', la: '383' } }),
        message: /has its authority already: Bradford \(380\), .* record Leeds \(383\)/,
      },
    ],
  },
  'authority-of-another-case': {
    passes: [{ given: [], when: anEvent('AuthorityRegistered') }],
    fails: [
      {
        given: [],
        when: anEvent('AuthorityRegistered', { data: { name: 'Leeds', la: '383' } }),
        message: /Leeds has the code 383, .* authority-380; its own is authority-383/,
      },
    ],
  },
  'judgement-without-inspection': {
    passes: [
      { given: [inspected()], when: judged() },
      { given: [anEvent('InspectionNotified')], when: judged() },
    ],
    fails: [
      {
        given: [],
        when: judged(),
        message: /\(24 October 2018\) are of inspection 2018-ilacs, which is not known/,
      },
      { given: [inspected()], when: judged({ data: { inspectionId: '2018-other' } }), message: /2018-other/ },
    ],
  },
  'report-before-inspection-ended': {
    passes: [
      { given: [inspected()], when: anEvent('ReportPublished', on('2018-09-28')) },
      { given: [inspected()], when: judged(on('2018-09')) },
      { given: [anEvent('InspectionCarriedOut', on('2018-09/2018-10'))], when: judged(on('2018-10-01')) },
    ],
    fails: [
      {
        given: [inspected()],
        when: anEvent('ReportPublished', on('2018-09-27')),
        message:
          /report was published \(27 September 2018\) before inspection 2018-ilacs had ended \(on site 17 to 28 September 2018\)/,
      },
      { given: [inspected()], when: shared('2018-08'), message: /shared \(August 2018\)/ },
      {
        given: [inspected()],
        when: judged(on('2018-09-20')),
        message: /judgements were issued \(20 September 2018\)/,
      },
      {
        given: [anEvent('InspectionCarriedOut', on('{2018-09-17..2018-09-21,2018-11-05..2018-11-06}'))],
        when: anEvent('ReportPublished', on('2018-10-29')),
        message: /17 to 21 September 2018 and 5 to 6 November 2018/,
      },
    ],
  },
  'published-before-embargo-lifted': {
    passes: [
      { given: [shared()], when: anEvent('ReportPublished', on('2018-10-29')) },
      { given: [shared()], when: anEvent('ReportPublished', on('2018-10')) },
      {
        given: [shared()],
        when: anEvent('ReportPublished', { ...on('2018-10-26'), data: { by: 'authority' } }),
      },
    ],
    fails: [
      {
        given: [shared()],
        when: anEvent('ReportPublished', on('2018-10-28')),
        message:
          /Ofsted published the report of inspection 2018-ilacs \(28 October 2018\) before its embargo lifted \(29 October 2018\)/,
      },
    ],
  },
  'authority-published-under-embargo': {
    passes: [
      {
        given: [shared()],
        when: anEvent('ReportPublished', { ...on('2018-10-29'), data: { by: 'authority' } }),
      },
    ],
    fails: [
      {
        given: [shared()],
        when: anEvent('ReportPublished', { ...on('2018-10-26'), data: { by: 'authority' } }),
        message: /The authority published .* \(26 October 2018\)/,
      },
    ],
  },
  'disclosed-before-embargo-lifted': {
    passes: [
      { given: [shared()], when: judged({ disclosures: [{ to: 'public', from: '2018-10-29' }] }) },
      { given: [shared()], when: judged({ disclosures: [{ to: 'public', from: '2018-10-29T09:30:00Z' }] }) },
      { given: [shared()], when: judged({ disclosures: [{ to: 'public', from: '2018-10' }] }) },
      { given: [shared()], when: judged({ disclosures: [{ to: 'council:380', from: '2018-10-24' }] }) },
      { given: [], when: judged() },
      {
        given: [shared()],
        when: anEvent('DraftReportIssued', { disclosures: [{ to: 'council:380', from: '2018-10' }] }),
      },
    ],
    fails: [
      ...(
        [
          'DraftReportIssued',
          'FactualAccuracyChecked',
          'StatementOfActionRequested',
          'FeedbackRequested',
        ] as const
      ).map((type) => ({
        given: [shared()],
        when: anEvent(type, { disclosures: [{ to: 'public', from: '2018-10-28' }] }),
        message: /disclosed to the public from 28 October 2018/,
      })),
      {
        given: [shared()],
        when: judged({ disclosures: [{ to: 'public', from: '2018-10-24' }] }),
        message: /disclosed to the public from 24 October 2018, .* under embargo until 29 October 2018/,
      },
      {
        given: [shared()],
        when: judged({ disclosures: [{ to: 'public', from: '2018-10-28T23:59:59Z' }] }),
        message: /28 October 2018/,
      },
      { given: [], when: anEvent('ReportShared'), message: /24 October 2018/ },
      { given: [judged()], when: shared(), message: /24 October 2018/ },
    ],
  },
  'strengths-or-areas-before-publication': {
    passes: [
      { given: [anEvent('ReportPublished')], when: anEvent('AreasForImprovementSet', on('2018-10-29')) },
      { given: [anEvent('ReportPublished', on('2018-10'))], when: anEvent('AreasForImprovementSet') },
      { given: [], when: anEvent('AreasForImprovementSet') },
      {
        given: [anEvent('ReportPublished', { data: { by: 'authority' } })],
        when: anEvent('AreasForImprovementSet'),
      },
      {
        given: [anEvent('ReportPublished')],
        when: anEvent('AreasForImprovementSet', { disclosures: [{ to: 'council:380', from: '2018-10-24' }] }),
      },
      { given: [anEvent('ReportPublished'), shared()], when: anEvent('AreasForImprovementSet') }, // impossible
    ],
    fails: [
      {
        given: [anEvent('ReportPublished')],
        when: anEvent('AreasForImprovementSet'),
        message:
          /public from 24 October 2018, before Ofsted published the report of inspection 2018-ilacs \(29 October 2018\)/,
      },
      {
        given: [anEvent('ReportPublished')],
        when: anEvent('StrengthsNoted', { data: { inspectionId: '2018-ilacs' } }),
        message: /public from 23 May 2014/,
      },
    ],
  },
  'framework-of-another-inspection': {
    passes: [{ given: [inspected()], when: judged() }],
    fails: [
      {
        given: [inspected()],
        when: judged({ data: { framework: 'ILACS_2023' } }),
        message: /carried out under ILACS_2018 \(17 to 28 September 2018\), .* recorded under ILACS_2023/,
      },
      { given: [judged()], when: sif('2018-02'), message: /carried out under SIF/ },
    ],
  },
  'framework-not-in-force': {
    passes: [
      { given: [], when: inspected() },
      { given: [], when: sif('2018-06-26/2018-07-20') },
      { given: [], when: sif('2013') },
      {
        given: [],
        when: anEvent('InspectionCarriedOut', { ...on('2030-01'), data: { framework: 'ILACS_2026' } }),
      },
    ],
    fails: [
      {
        given: [],
        when: sif('2018-07-03/2018-07-20'),
        message:
          /3 to 20 July 2018.* under SIF, under which inspections began from November 2013 to June 2018/,
      },
      {
        given: [],
        when: anEvent('InspectionCarriedOut', { ...on('2022-12'), data: { framework: 'ILACS_2023' } }),
        message: /began from January 2023 to March 2026;/,
      },
    ],
  },
  'area-not-in-framework': {
    passes: [
      { given: [inspected()], when: judged() },
      { given: [inspected()], when: anEvent('AreasForImprovementSet') },
      { given: [], when: anEvent('AreasForImprovementSet') },
    ],
    fails: [
      {
        given: [inspected()],
        when: judged({ data: { areas: [{ area: 'adoption', grade: 'good' }] } }),
        message: /ILACS \(ILACS_2018\), which does not judge adoption; its areas are leadership, /,
      },
      {
        given: [inspected()],
        when: judged({ data: { limiting: { area: 'care_leavers' } } }),
        message: /does not judge care_leavers/,
      },
      {
        given: [sif('2018-02')],
        when: anEvent('AreasForImprovementSet', {
          data: { areas: [{ ref: 'a', text: 'A', judgementArea: 'in_care' }] },
        }),
        message: /SIF.*in_care/,
      },
    ],
  },
  'grade-outside-scale': {
    passes: [
      { given: [inspected()], when: judged() },
      {
        given: [inspected()],
        when: judged({ data: { areas: [{ area: 'leadership', grade: 'not_judged' }] } }),
      },
    ],
    fails: [
      {
        given: [inspected()],
        when: judged({
          data: { overall: 'adequate', areas: [{ area: 'leadership', grade: 'satisfactory' }] },
        }),
        message:
          /no such grade: adequate for overall, satisfactory for leadership\. Its scale is outstanding, good, requires improvement, inadequate/,
      },
    ],
  },
  'overall-not-in-framework': {
    passes: [
      { given: [], when: judged({ data: { framework: 'LAC_2013', overall: null, areas: [] } }) },
      { given: [], when: judged({ data: { framework: 'SIF', overall: 'good', areas: [] } }) },
    ],
    fails: [
      {
        given: [],
        when: judged({ data: { framework: 'LAC_2013', overall: 'adequate', areas: [] } }),
        message: /LAC_2013\) gives no overall judgement .* adequate is recorded/,
      },
    ],
  },
  'area-judged-twice': {
    passes: [{ given: [inspected()], when: judged() }],
    fails: [
      {
        given: [inspected()],
        when: judged({
          data: {
            areas: [
              { area: 'leadership', grade: 'good' },
              { area: 'leadership', grade: 'inadequate' },
            ],
          },
        }),
        message: /gives leadership good and inadequate/,
      },
    ],
  },
  'inspection-judged-twice': {
    passes: [
      { given: [judged()], when: judged() },
      { given: [judged()], when: judged({ data: { overall: null, areas: [] } }) },
      {
        given: [judged()],
        when: judged({ data: { inspectionId: '2022-ilacs', overall: 'good', areas: [] } }),
      },
    ],
    fails: [
      {
        given: [judged()],
        when: judged({ ...on('2018-10-29'), data: { overall: 'requires_improvement' } }),
        message:
          /judged requires improvement for overall here \(29 October 2018\), and inadequate .* recorded before \(24 October 2018\).* correct the first one/,
      },
      {
        given: [judged({ data: { overall: null, areas: [] } }), judged()],
        when: judged({ data: { areas: [{ area: 'leadership', grade: 'good' }] } }),
        message: /judged good for leadership here .*, and inadequate in/,
      },
    ],
  },
  'overall-inadequate-without-inadequate-area': {
    passes: [
      { given: [inspected()], when: judged() },
      { given: [inspected()], when: judged({ data: { areas: [] } }) },
    ],
    fails: [
      {
        given: [inspected()],
        when: judged({ data: { areas: [{ area: 'leadership', grade: 'requires_improvement' }] } }),
        message: /no inadequate key area \(leadership requires improvement\)/,
      },
      {
        given: [sif('2018-02')],
        when: judged({
          data: {
            framework: 'SIF',
            areas: [
              { area: 'leadership', grade: 'good' },
              { area: 'adoption', grade: 'inadequate' },
              { area: 'lscb', grade: 'inadequate' },
            ],
          },
        }),
        message: /\(leadership good\)/,
      },
    ],
  },
  'overall-better-than-limiting-area': {
    passes: [
      { given: [inspected()], when: judged() },
      {
        // As printed for Herefordshire in 2018: under ILACS leadership alone does not limit.
        given: [inspected()],
        when: judged({
          data: { overall: 'requires_improvement', areas: [{ area: 'leadership', grade: 'inadequate' }] },
        }),
      },
      {
        // Bradford in 2014: requires improvement, limited by help and protection.
        given: [sif('2014-02')],
        when: judged({
          data: {
            framework: 'SIF',
            overall: 'requires_improvement',
            areas: [
              { area: 'help_and_protection', grade: 'requires_improvement' },
              { area: 'leadership', grade: 'good' },
            ],
            limiting: { area: 'help_and_protection' },
          },
        }),
      },
    ],
    fails: [
      {
        given: [inspected()],
        when: judged({
          data: {
            overall: 'requires_improvement',
            areas: [{ area: 'help_and_protection', grade: 'inadequate' }],
          },
        }),
        message:
          /requires improvement overall, better than help_and_protection \(inadequate\), which limits it/,
      },
      {
        given: [sif('2014-02')],
        when: judged({
          data: {
            framework: 'SIF',
            overall: 'requires_improvement',
            areas: [{ area: 'leadership', grade: 'inadequate' }],
          },
        }),
        message: /better than leadership/,
      },
      {
        given: [sif('2014-02')],
        when: judged({
          data: {
            framework: 'SIF',
            overall: 'good',
            areas: [{ area: 'help_and_protection', grade: 'requires_improvement' }],
            limiting: { area: 'help_and_protection' },
          },
        }),
        message: /which the report names as limiting it/,
      },
    ],
  },
  'notified-after-on-site': {
    passes: [
      { given: [inspected()], when: anEvent('InspectionNotified', on('2018-09-17')) },
      { given: [inspected()], when: anEvent('InspectionNotified', on('2018-09')) },
      {
        given: [anEvent('InspectionCarriedOut', on('2018-09/2018-10'))],
        when: anEvent('InspectionNotified', on('2018-09-20')),
      },
    ],
    fails: [
      {
        given: [inspected()],
        when: anEvent('InspectionNotified', on('2018-09-18')),
        message: /notified \(18 September 2018\) after it had begun \(on site 17 to 28 September 2018\)/,
      },
    ],
  },
  'draft-report-out-of-order': {
    passes: [
      { given: [inspected(), shared()], when: anEvent('DraftReportIssued') },
      { given: [inspected(), shared()], when: anEvent('DraftReportIssued', on('2018-09-28/2018-10-24')) },
      { given: [], when: anEvent('DraftReportIssued') },
    ],
    fails: [
      {
        given: [inspected()],
        when: anEvent('DraftReportIssued', on('2018-09-27')),
        message:
          /issued \(27 September 2018\) before the inspection had ended \(on site 17 to 28 September 2018\)/,
      },
      {
        given: [shared()],
        when: anEvent('DraftReportIssued', on('2018-11')),
        message: /issued \(November 2018\) after the final report was shared \(24 October 2018\)/,
      },
    ],
  },
  'factual-accuracy-without-comments': {
    passes: [{ given: [inspected()], when: anEvent('FactualAccuracyChecked') }],
    fails: [
      {
        given: [inspected()],
        when: anEvent('FactualAccuracyChecked', { data: { comments: [] } }),
        message: /\(24 October 2018\) for inspection 2018-ilacs holds no comment/,
      },
    ],
  },
  'publication-pace': {
    passes: [
      { given: [inspected()], when: anEvent('ReportPublished') },
      { given: [inspected()], when: anEvent('ReportPublished', on('2018-10')) },
      {
        given: [inspected()],
        when: anEvent('ReportPublished', { ...on('2019-06-01'), data: { by: 'authority' } }),
      },
      { given: [sif('2014-02-25/2014-03-19')], when: anEvent('ReportPublished', on('2014-05-23')) },
    ],
    fails: [
      {
        // 21 working days would have been 29 October.
        given: [inspected()],
        when: anEvent('ReportPublished', on('2018-10-26')),
        message:
          /published \(26 October 2018\) 20 working days after the inspection ended \(on site 17 to 28 September 2018\): nearly all take 21 to 56/,
      },
      {
        given: [inspected()],
        when: anEvent('ReportPublished', on('2019-01')),
        message: /6\d to 8\d working days/,
      },
      {
        given: [sif('2014-02-25/2014-03-19')],
        when: anEvent('ReportPublished', on('2014-07-01')),
        message: /nearly all take 27 to 57/,
      },
    ],
  },
  'time-on-site': {
    passes: [
      { given: [], when: inspected() },
      { given: [], when: anEvent('InspectionCarriedOut', on('2018-09')) },
      {
        given: [],
        when: anEvent('InspectionCarriedOut', { ...on('2019-06-03/2019-06-07'), data: { kind: 'short' } }),
      },
      { given: [], when: sif('2014-04-29/2014-05-22') },
      { given: [], when: sif('{2013-11-19..2013-12-11,2014-01-28..2014-01-30}') }, // Sheffield
      {
        // Derbyshire, 2019: which of the two it was cannot be told.
        given: [],
        when: anEvent('InspectionCarriedOut', {
          ...on('{2019-07-08..2019-07-12,2019-08-07..2019-08-08}'),
          data: { kind: 'unknown' },
        }),
      },
    ],
    fails: [
      {
        // Coventry, 2014
        given: [],
        when: sif('2014-01-28/2014-02-05'),
        message:
          /on site 9 days \(28 January to 5 February 2014\), and 18 to 28 are usual for a SIF inspection \(full\)/,
      },
      {
        given: [],
        when: anEvent('InspectionCarriedOut', { ...on('2019-06-03/2019-06-14'), data: { kind: 'short' } }),
        message: /12 days .* 3 to 7/,
      },
      {
        given: [],
        when: anEvent('InspectionCarriedOut', on('2018-09-17/2018-10-12')),
        message: /26 days .* 8 to 14/,
      },
    ],
  },
  'late-statement-of-action': {
    passes: [
      {
        given: [anEvent('StatementOfActionRequested')],
        when: anEvent('StatementOfActionSubmitted', on('2019-02-04')),
      },
      { given: [shared()], when: anEvent('StatementOfActionSubmitted', on('2019-02-04')) },
      { given: [shared()], when: anEvent('StatementOfActionSubmitted', on('2019-02')) },
      { given: [], when: anEvent('StatementOfActionSubmitted', on('2030')) },
    ],
    fails: [
      {
        given: [anEvent('StatementOfActionRequested')],
        when: anEvent('StatementOfActionSubmitted', on('2019-02-05')),
        message:
          /\(5 February 2019\) after it was due \(4 February 2019, the day that Ofsted stated \(24 October 2018\)\)/,
      },
      {
        given: [shared()],
        when: anEvent('StatementOfActionSubmitted', on('2019-03')),
        message:
          /\(March 2019\) after it was due \(4 February 2019, 70 working days after the report's receipt \(24 October 2018\)\)/,
      },
      {
        given: [judged()],
        when: anEvent('StatementOfActionSubmitted', on('2019-02-05')),
        message: /4 February 2019/,
      },
    ],
  },
  'stated-deadline-differs': {
    passes: [
      { given: [shared()], when: anEvent('StatementOfActionRequested') }, // Bradford's letter
      { given: [shared('2018-10')], when: anEvent('StatementOfActionRequested') },
      { given: [], when: anEvent('StatementOfActionRequested', { data: { due: '2030' } }) },
    ],
    fails: [
      {
        given: [shared()],
        when: anEvent('StatementOfActionRequested', { data: { due: '2019-02-05' } }),
        message:
          /asked for by 5 February 2019; 70 working days after the report's receipt \(24 October 2018\) is 4 February 2019/,
      },
      {
        given: [judged(on('2018-10'))],
        when: anEvent('StatementOfActionRequested', { data: { due: '2018-12' } }),
        message: /is between 10 January 2019 and 11 February 2019/,
      },
    ],
  },
  'visit-findings-without-visit': {
    passes: [{ given: [anEvent('VisitCarriedOut')], when: anEvent('VisitFindingsPublished') }],
    fails: [
      {
        given: [visited('2023-07', 'another')],
        when: anEvent('VisitFindingsPublished'),
        message: /\(published 22 August 2023\) are of visit 2023-07-monitoring, which is not known/,
      },
    ],
  },
  'findings-before-visit-ended': {
    passes: [
      { given: [anEvent('VisitCarriedOut')], when: anEvent('VisitFindingsPublished', on('2023-07-26')) },
      { given: [anEvent('VisitCarriedOut')], when: anEvent('VisitFindingsPublished', on('2023-07')) },
    ],
    fails: [
      {
        given: [anEvent('VisitCarriedOut')],
        when: anEvent('VisitFindingsPublished', on('2023-07-25')),
        message: /published \(25 July 2023\) before the visit had ended \(25 to 26 July 2023\)/,
      },
    ],
  },
  'grade-on-focused-visit': {
    passes: [
      {
        given: [visited('2023-07-25', '2023-07-monitoring', 'focused')],
        when: anEvent('VisitFindingsPublished'),
      },
      {
        given: [visited('2023-07-25', '2023-07-monitoring')],
        when: anEvent('VisitFindingsPublished', { data: { findings: [{ ...finding, grade: 'good' }] } }),
      },
    ],
    fails: [
      {
        given: [visited('2023-07-25', '2023-07-monitoring', 'focused')],
        when: anEvent('VisitFindingsPublished', { data: { findings: [{ ...finding, grade: 'good' }] } }),
        message:
          /2023-07-monitoring \(25 July 2023\) was a focused visit, which gives no grades, .* \(The front door: good\)/,
      },
    ],
  },
  'grade-on-other-visit': {
    passes: [{ given: [anEvent('VisitCarriedOut')], when: anEvent('VisitFindingsPublished') }],
    fails: [
      {
        given: [visited('2023-07-25', '2023-07-monitoring')],
        when: anEvent('VisitFindingsPublished', {
          data: { findings: [{ ...finding, grade: 'inadequate' }] },
        }),
        message: /was a monitoring visit, which gives no grades/,
      },
    ],
  },
  'monitoring-visit-without-inadequate': {
    passes: [
      { given: [judged()], when: visited('2019-03-05', 'first') },
      { given: [], when: visited('2019-03-05', 'first') },
      {
        given: [judged({ data: { overall: 'good', areas: [] } })],
        when: visited('2019-03-05', 'first', 'focused'),
      },
      { given: [judged({ data: { overall: 'good', areas: [] } })], when: visited('2018-10', 'first') },
      {
        // A later inadequate judgement that may have come before the visit.
        given: [
          judged({ data: { overall: 'good', areas: [] } }),
          judged({ ...on('2019'), data: { inspectionId: '2019-ilacs' } }),
        ],
        when: visited('2019-03-05', 'first'),
      },
      {
        given: [
          judged({
            data: { overall: 'requires_improvement', areas: [{ area: 'leadership', grade: 'inadequate' }] },
          }),
        ],
        when: visited('2019-03-05', 'first'),
      },
    ],
    fails: [
      {
        given: [
          judged({ ...on('2014-05-23'), data: { inspectionId: '2014-sif' } }),
          judged({ data: { overall: 'good', areas: [] } }),
        ],
        when: visited('2019-03-05', 'first'),
        message:
          /nothing was inadequate at the latest judgement before it \(good overall, inspection 2018-ilacs, 24 October 2018\)/,
      },
      {
        given: [visited('2019-03-05', 'first')],
        when: judged({ data: { overall: 'good', areas: [] } }),
        message: /Visit first \(5 March 2019\)/,
      },
    ],
  },
  'monitoring-visits-far-apart': {
    passes: [
      { given: [visited('2019-01-01', 'first')], when: visited('2019-05-31', 'second') }, // 150 days
      { given: [visited('2019-01', 'first')], when: visited('2019-06', 'second') },
      { given: [visited('2019-01-01', 'first')], when: visited('2019-12-31', 'second', 'focused') },
      {
        // A full inspection between: Bradford, November 2022.
        given: [
          visited('2022-06-01', 'eighth'),
          anEvent('InspectionCarriedOut', on('2022-11-21/2022-12-02')),
        ],
        when: visited('2023-07-18/2023-07-19', 'ninth'),
      },
      {
        given: [visited('2019-01-01', 'first'), visited('2019-04-01', 'second')],
        when: visited('2019-07-01', 'third'),
      },
    ],
    fails: [
      {
        given: [visited('2018-09-01', 'zeroth'), visited('2019-01-01', 'first')],
        when: visited('2019-06-01/2019-06-02', 'second'),
        message:
          /second \(1 to 2 June 2019\) came at least 151 days after the monitoring visit before it \(1 January 2019\)/,
      },
      {
        given: [visited('2020-01-01', 'second')],
        when: visited('2019-01-01', 'first'),
        message: /Visit second/,
      },
    ],
  },
  'unknown-area-for-improvement': {
    passes: [
      { given: [anEvent('AreasForImprovementSet')], when: anEvent('ImprovementActionTaken') },
      { given: [anEvent('AreasForImprovementSet')], when: anEvent('ImprovementPlanAdopted') },
      { given: [anEvent('AreasForImprovementSet')], when: anEvent('VisitFindingsPublished') },
      { given: [], when: anEvent('ImprovementPlanAdopted', { data: { covers: [] } }) },
    ],
    fails: [
      {
        given: [],
        when: anEvent('ImprovementActionTaken'),
        message: /names 2018-front-door, which no areas/,
      },
      {
        given: [anEvent('AreasForImprovementSet')],
        when: anEvent('ImprovementPlanAdopted', { data: { covers: ['2018-supervision', '2018-frontdoor'] } }),
        message: /names 2018-frontdoor,/,
      },
      {
        given: [],
        when: anEvent('VisitFindingsPublished', {
          data: { findings: [{ ...finding, addresses: ['2018-front-door'] }] },
        }),
        message: /names 2018-front-door,/,
      },
    ],
  },
  'notice-lifted-never-issued': {
    passes: [
      { given: [anEvent('ImprovementNoticeIssued')], when: anEvent('ImprovementNoticeLifted') },
      {
        given: [anEvent('ImprovementNoticeIssued', on('2018'))],
        when: anEvent('ImprovementNoticeLifted', on('2018-06')),
      },
    ],
    fails: [
      {
        given: [anEvent('ImprovementNoticeDrafted')],
        when: anEvent('ImprovementNoticeLifted'),
        message: /Notice 2018-notice was lifted \(January 2022\), .* ever issued/,
      },
      {
        given: [anEvent('ImprovementNoticeIssued')],
        when: anEvent('ImprovementNoticeLifted', on('2018-11')),
        message: /lifted \(November 2018\) before it was issued \(December 2018\)/,
      },
    ],
  },
  'notice-drafted-never-issued': {
    passes: [{ given: [anEvent('ImprovementNoticeIssued')], when: anEvent('ImprovementNoticeDrafted') }],
    fails: [
      {
        given: [],
        when: anEvent('ImprovementNoticeDrafted'),
        message: /drafted \(a day in October 2018\), and no issue of it is recorded here/,
      },
    ],
  },
  'notice-before-its-proposal': {
    passes: [
      { given: [anEvent('ImprovementNoticeProposed')], when: anEvent('ImprovementNoticeIssued') },
      {
        given: [anEvent('ImprovementNoticeProposed')],
        when: anEvent('RepresentationsMade', on('2018-10-01')),
      },
      { given: [], when: anEvent('RepresentationsMade') },
    ],
    fails: [
      {
        given: [anEvent('ImprovementNoticeProposed')],
        when: anEvent('ImprovementNoticeIssued', on('2018-09-30')),
        message: /issued notice 2018-notice \(30 September 2018\) before it was proposed \(October 2018\)/,
      },
      {
        given: [anEvent('ImprovementNoticeProposed')],
        when: anEvent('RepresentationsMade', on('2017')),
        message: /Representations were made on notice 2018-notice \(2017\)/,
      },
    ],
  },
  'direction-without-power': {
    passes: [
      { given: [], when: anEvent('StatutoryDirectionIssued') },
      {
        given: [],
        when: anEvent('StatutoryDirectionIssued', { data: { power: 'not stated in the report' } }),
      },
    ],
    fails: [
      {
        given: [],
        when: anEvent('StatutoryDirectionIssued', {
          data: { power: 'section 497B of the Education Act 1996' },
        }),
        message:
          /2021-direction \(September 2021\) cites “section 497B of the Education Act 1996”, .* Education Act 1996, s\. 497A\(4\), \(4A\), \(4B\)/,
      },
    ],
  },
  'direction-power-not-named': {
    passes: [{ given: [], when: anEvent('StatutoryDirectionIssued') }],
    fails: [
      {
        given: [],
        when: anEvent('StatutoryDirectionIssued', { data: { power: 'the Education Act 1996' } }),
        message: /cites “the Education Act 1996”, and no section can be read/,
      },
    ],
  },
  'commissioner-without-direction': {
    passes: [
      { given: [anEvent('StatutoryDirectionIssued')], when: anEvent('CommissionerAppointed') },
      { given: [anEvent('StatutoryDirectionIssued', on('2021'))], when: anEvent('CommissionerAppointed') },
    ],
    fails: [
      {
        given: [],
        when: anEvent('CommissionerAppointed'),
        message: /\(Steve Walker\) was appointed \(September 2021\)/,
      },
      {
        given: [anEvent('StatutoryDirectionIssued', on('2021-10'))],
        when: anEvent('CommissionerAppointed'),
        message: /the first is later \(October 2021\)/,
      },
    ],
  },
  'commissioner-reported-before-appointment': {
    passes: [
      { given: [anEvent('CommissionerAppointed')], when: anEvent('CommissionerReported') },
      { given: [anEvent('CommissionerAppointed')], when: anEvent('CommissionerReported', on('2021')) },
      { given: [], when: anEvent('CommissionerReported') },
    ],
    fails: [
      {
        given: [anEvent('CommissionerAppointed')],
        when: anEvent('CommissionerReported', on('2021-08')),
        message: /reported \(August 2021\) before any known here was appointed \(September 2021\)/,
      },
    ],
  },
  'services-returned-never-live': {
    passes: [
      { given: [anEvent('TrustWentLive')], when: anEvent('ServicesReturned') },
      { given: [anEvent('TrustWentLive')], when: anEvent('ServicesReturned', on('2023')) },
    ],
    fails: [
      {
        given: [anEvent('TrustGoLivePlanned')],
        when: anEvent('ServicesReturned'),
        message: /trust bradford-trust were returned \(1 April 2033\), .* ever went live/,
      },
      {
        given: [anEvent('TrustWentLive')],
        when: anEvent('ServicesReturned', on('2023-03')),
        message: /returned \(March 2023\) before it went live \(1 April 2023\)/,
      },
    ],
  },
  'claimed-count-differs': {
    passes: [
      {
        given: [visited('2019-01-01', 'first'), visited('2019-04-01', 'second'), visited('2018', 'maybe')],
        when: counted(2, '2018-10-29/2019-12-31'),
      },
      {
        given: [visited('2019-01-01', 'first'), visited('2019-04-01', 'second')],
        when: counted(1, '2018-10-29/2019-12-31', { atLeast: true }),
      },
      { given: [visited('2019', 'first')], when: counted(1, '2018-10-29/2019-03-31') },
      {
        given: [],
        when: anEvent('ClaimMade', {
          data: { kind: 'statement', topic: 'visits', value: '9', says: 'nine' },
        }),
      },
    ],
    fails: [
      {
        given: [
          visited('2019-01-01', 'first'),
          visited('2023-07-18', 'later'),
          visited('2019-02', 'focus', 'focused'),
        ],
        when: counted(7, '2018-10-29/2022-11-20'),
        message:
          /counts 7 monitoring visits \(29 October 2018 to 20 November 2022; “7 visits”\), and the record holds 1 of them\. The record may lack 6 monitoring visits/,
      },
      {
        given: [visited('2019-01-01', 'first'), visited('2019-04-01', 'second')],
        when: counted(1, '2018-10-29/2019-12-31'),
        message: /1 monitoring visit \(.*\), and the record holds 2\. The source may be mistaken/,
      },
      {
        given: [],
        when: anEvent('ClaimMade', {
          data: {
            kind: 'count',
            of: 'inspection',
            value: 1,
            atLeast: true,
            over: '2018',
            says: 'inspected before',
          },
        }),
        message: /at least 1 inspection \(2018; .*holds none of them/,
      },
    ],
  },
  'claims-disagree': {
    passes: [
      { given: [counted(7, '2018-10-29/2022-11-20')], when: counted(9, '2018-10-29/2023-07-19') },
      {
        given: [counted(7, '2018-10-29/2022-11-20'), counted(2, '2022-11-21/2023-07-19')],
        when: counted(9, '2018-10-29/2023-07-19'),
      },
      {
        // The record holds the visit that the claims leave to the days between.
        given: [
          counted(7, '2018-10-29/2022-11-20'),
          counted(9, '2018-10-29/2023-07-19'),
          visited('2023-01-10', 'eighth'),
        ],
        when: counted(1, '2023-01-31/2023-07-19'),
      },
      { given: [counted(2, '2018', { atLeast: true })], when: counted(3, '2018-01-01/2018-12-31') },
      {
        given: [counted(3, '2018-01-01/2018-12-31', { atLeast: true })],
        when: counted(5, '2018-01-01/2018-12-31'),
      },
    ],
    fails: [
      {
        given: [
          counted(7, '2018-10-29/2022-11-20', { source: 'one' }),
          counted(9, '2018-10-29/2023-07-19', { source: 'two' }),
        ],
        when: counted(1, '2023-01-31/2023-07-19', { source: 'three' }),
        message:
          /7 monitoring visits from 29 October 2018 to 20 November 2022 \(source one\); 1 monitoring visit from 31 January 2023 to 19 July 2023 \(source three\); 9 monitoring visits .* \(source two\)\. Together they leave 1 monitoring visit to the days between, 21 November 2022 to 30 January 2023/,
      },
      {
        given: [counted(3, '2018-01-01/2018-12-31')],
        when: counted(4, '2018-01-01/2018-12-31'),
        message: /the same days/,
      },
      {
        given: [counted(3, '2018-01-01/2018-12-31', { atLeast: true })],
        when: counted(2, '2018-01-01/2019-12-31'),
        message: /cannot hold fewer than a part of it/,
      },
      {
        given: [counted(3, '2018-01-01/2018-06-30'), counted(3, '2018-08-01/2018-12-31')],
        when: counted(5, '2018-01-01/2018-12-31'),
        message: /The parts alone hold 6/,
      },
      {
        given: [counted(3, '2018-01-01/2018-06-30'), counted(1, '2018-07-01/2018-12-31')],
        when: counted(5, '2018-01-01/2018-12-31'),
        message: /The parts cover every day and hold 4/,
      },
    ],
  },
  unsourced: {
    passes: [
      { given: [], when: inspected() },
      { given: [], when: anEvent('SourceCaptured', { source: undefined }) },
    ],
    fails: [
      {
        given: [],
        when: anEvent('InspectionCarriedOut', { source: undefined }),
        message: /No source is given/,
      },
    ],
  },
  'unknown-source': {
    passes: [
      { given: [anEvent('SourceCaptured')], when: inspected() },
      { given: [], when: anEvent('InspectionCarriedOut', { source: undefined }) },
      { given: [], when: anEvent('SourceCaptured') },
    ],
    fails: [
      {
        given: [anEvent('SourceCaptured', { data: { sourceId: 'another' } })],
        when: inspected(),
        message: /ofsted-2018-10-29 is named, and no such document has been captured/,
      },
    ],
  },
  'correction-of-unknown-event': correctionExamples(),
};

function correctionExamples() {
  const wrong = inspected();
  const withdrawal = anEvent('EventWithdrawn', { data: { target: wrong.id } });
  const id = '00000000-0000-4000-8000-0000000000aa';
  return {
    passes: [
      { given: [wrong], when: anEvent('EventCorrected', { data: { target: wrong.id } }) },
      { given: [wrong], when: anEvent('EventWithdrawn', { data: { target: wrong.id } }) },
      { given: [withdrawal], when: anEvent('EventWithdrawn', { data: { target: withdrawal.id } }) },
    ],
    fails: [
      {
        given: [wrong],
        when: anEvent('EventCorrected'),
        message: /correction is of event .*abcd, which does not stand/,
      },
      {
        given: [],
        when: anEvent('EventWithdrawn'),
        message: /withdrawal is of event .*abcd, which does not stand/,
      },
      {
        given: [withdrawal], // and the facts no longer hold what it took out
        when: anEvent('EventCorrected', { data: { target: wrong.id } }),
        message: /has been withdrawn by/,
      },
      {
        given: [wrong, withdrawal], // both in one submission
        when: anEvent('EventWithdrawn', { data: { target: wrong.id } }),
        message: /has been withdrawn by/,
      },
      { given: [], when: anEvent('EventWithdrawn', { id, data: { target: id } }), message: /names itself/ },
    ],
  };
}
