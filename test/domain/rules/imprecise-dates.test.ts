import fc from 'fast-check';
import type { NewEvent } from '../../../src/domain/events/catalogue.ts';
import type { Finding } from '../../../src/domain/rules/rule.ts';
import { formatDay } from '../../../src/domain/time/civil-day.ts';
import { anEvent } from '../../support/events.ts';
import { day } from '../time/dates.ts';
import { findingsIn } from './given.ts';

const anyDay = fc.integer({ min: day('2018-08-01'), max: day('2019-03-31') }).map(formatDay);
const anySpan = fc
  .tuple(anyDay, fc.integer({ min: 0, max: 30 }))
  .map(([from, days]) => `${from}/${formatDay(day(from) + days)}`);

/** The events whose order the rules of impossibility look at, each with the kind of date that it takes. */
const history = fc.record({
  InspectionCarriedOut: anySpan,
  ReportShared: anyDay,
  JudgementsIssued: anyDay,
  ReportPublished: anyDay,
  VisitCarriedOut: anySpan,
  VisitFindingsPublished: anyDay,
  ImprovementNoticeIssued: anyDay,
  ImprovementNoticeLifted: anyDay,
  AuthoritySucceeded: anyDay,
  InspectionNotified: anyDay,
  StatutoryDirectionIssued: anyDay,
  TrustWentLive: anyDay,
  ServicesReturned: anyDay,
});
type Dates = {
  readonly [Type in
    | 'InspectionCarriedOut'
    | 'ReportShared'
    | 'JudgementsIssued'
    | 'ReportPublished'
    | 'VisitCarriedOut'
    | 'VisitFindingsPublished'
    | 'ImprovementNoticeIssued'
    | 'ImprovementNoticeLifted'
    | 'AuthoritySucceeded'
    | 'InspectionNotified'
    | 'StatutoryDirectionIssued'
    | 'TrustWentLive'
    | 'ServicesReturned']: string;
};

const successors = {
  predecessors: [{ la: '380', name: 'Bradford' }],
  successors: [{ la: '999', name: 'Airedale' }],
};

const eventsOf = (dates: Dates): readonly NewEvent[] =>
  Object.entries(dates).map(([type, date]) => {
    const when = { occurred: { date }, disclosures: [] };
    if (type === 'AuthoritySucceeded') return anEvent(type, { ...when, data: successors });
    return anEvent(type as keyof Dates, when); // the keys of the record above
  });

/** A date made vaguer: its month or its year, "perhaps" it, a choice that holds it, or as it is. */
const vaguer = fc.constantFrom<(date: string) => string>(
  (date) => date,
  (date) =>
    date
      .split('/')
      .map((end) => end.slice(0, 7))
      .join('/'),
  (date) =>
    date.includes('/')
      ? date
          .split('/')
          .map((end) => end.slice(0, 4))
          .join('/')
      : `${date.slice(0, 7)}-XX`,
  (date) =>
    date
      .split('/')
      .map((end) => `${end}~`)
      .join('/'),
  (date) => `[${date},2018-11-05]`,
);

const impossible = (found: readonly Finding[]): readonly string[] => [
  ...new Set(found.filter(({ severity }) => severity === 'impossible').map(({ rule }) => rule)),
];

describe('knowing a date less well', () => {
  it('never makes a possible history impossible', () => {
    fc.assert(
      fc.property(history, fc.array(vaguer, { minLength: 13, maxLength: 13 }), (exact, vague) => {
        const known = new Set(impossible(findingsIn(eventsOf(exact))));
        const blurred = Object.fromEntries(
          Object.entries(exact).map(([type, date], index) => [type, vague[index]?.(date) ?? date]),
        ) as Dates; // the same keys
        for (const rule of impossible(findingsIn(eventsOf(blurred)))) expect(known).toContain(rule);
      }),
      { numRuns: 300 },
    );
  });

  it('is put to histories of both kinds', () => {
    const kinds = fc
      .sample(history, { numRuns: 300, seed: 42 })
      .map((dates) => impossible(findingsIn(eventsOf(dates))));
    const met = new Set(kinds.flat());
    expect(kinds.some((rules) => rules.length === 0)).toBe(true);
    expect([...met].sort()).toEqual([
      'duty-on-ended-authority',
      'findings-before-visit-ended',
      'notice-lifted-never-issued',
      'published-before-embargo-lifted',
      'report-before-inspection-ended',
      'services-returned-never-live',
    ]);
  });
});
