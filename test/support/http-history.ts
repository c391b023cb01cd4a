import type { NewEvent } from '../../src/domain/events/catalogue.ts';
import type { Disclosure } from '../../src/domain/events/envelope.ts';
import { anEvent } from './events.ts';

/** Words that stand in events under embargo and nowhere else. */
export const secretWords = 'Zebra crossing minutes';

const public_ = (from: string): Disclosure[] => [{ to: 'public', from }];
const embargoed: Disclosure[] = [
  { to: 'council:380', from: '2018-10-24' },
  { to: 'ofsted', from: '2018-10-24' },
  { to: 'public', from: '2018-10-29' },
];

/** Bradford from 2014 to 2018 in miniature, and Calderdale beside it. */
export const history = {
  bradford: anEvent('AuthorityRegistered'),
  calderdale: anEvent('AuthorityRegistered', {
    caseId: 'authority-381',
    data: { la: '381', slug: 'calderdale', name: 'Calderdale', onsCode: 'E08000033', ofstedUrn: '80436' },
  }),
  source: anEvent('SourceCaptured', {
    occurred: { date: '2026-01-05' },
    disclosures: public_('2018-10-29'),
    data: { sourceId: 'ofsted-2018-10-29', title: 'Report on Bradford, 2018', publisher: 'Ofsted' },
  }),
  inspected2014: anEvent('InspectionCarriedOut', {
    occurred: { date: '2014-02/2014-03' },
    disclosures: public_('2014-05-23'),
    data: { inspectionId: '2014-sif', framework: 'SIF' },
  }),
  judged2014: anEvent('JudgementsIssued', {
    occurred: { date: '2014-05-23' },
    disclosures: public_('2014-05-23'),
    data: {
      inspectionId: '2014-sif',
      framework: 'SIF',
      overall: 'requires_improvement',
      areas: [{ area: 'leadership', grade: 'requires_improvement' }],
    },
  }),
  published2014: anEvent('ReportPublished', {
    occurred: { date: '2014-05-23' },
    data: { inspectionId: '2014-sif' },
  }),
  notified2018: anEvent('InspectionNotified', { disclosures: embargoed }),
  inspected2018: anEvent('InspectionCarriedOut', { disclosures: embargoed }),
  shared2018: anEvent('ReportShared', { disclosures: embargoed }),
  judged2018: anEvent('JudgementsIssued', { disclosures: embargoed }),
  requested2018: anEvent('StatementOfActionRequested', { disclosures: embargoed }),
  published2018: anEvent('ReportPublished'),
  considered: anEvent('ReportConsidered', {
    occurred: { date: '2018-11-06' },
    disclosures: [{ to: 'council:380', from: '2018-11-06' }],
    data: { body: 'The Executive', title: secretWords, outcome: 'Noted' },
  }),
} satisfies Record<string, NewEvent>;

/** The same in the order in which it was recorded. */
export const recordedHistory: readonly NewEvent[] = Object.values(history);
