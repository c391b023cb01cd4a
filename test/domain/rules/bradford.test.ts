import { anEvent } from '../../support/events.ts';
import { findingsIn, rulesIn, theFinding } from './given.ts';

const public29October = { disclosures: [{ to: 'public', from: '2018-10-29' }] };
const source = (id: string) => ({ source: { id } });

/** Bradford, 2018: from the days on site to the statement of action. */
const inspection2018 = [
  anEvent('AuthorityRegistered', source('ofsted-2018-10-29')),
  anEvent('SourceCaptured'),
  anEvent('InspectionCarriedOut'),
  anEvent('FactualAccuracyChecked', { disclosures: [] }),
  anEvent('ReportShared', public29October),
  anEvent('JudgementsIssued', public29October),
  anEvent('AreasForImprovementSet', public29October),
  anEvent('StatementOfActionRequested', { disclosures: [] }),
  anEvent('ReportPublished'),
];

const claim = (id: string, value: number, over: string, says: string) =>
  anEvent('ClaimMade', {
    ...source(id),
    data: { kind: 'count', of: 'monitoring_visit', value, atLeast: false, over, says },
  });

describe('Bradford, 2018', () => {
  it('breaks no rule: received on 24 October, its statement of action is due on 4 February 2019', () => {
    expect(findingsIn(inspection2018)).toEqual([]);
  });

  it('may not tell the public before 29 October', () => {
    const early = anEvent('JudgementsIssued', { disclosures: [{ to: 'public', from: '2018-10-24' }] });
    const found = theFinding('disclosed-before-embargo-lifted', findingsIn([...inspection2018, early]));
    expect(found).toMatchObject({ severity: 'impossible', facts: { embargoUntil: '2018-10-29' } });
  });
});

describe('the monitoring visits that Bradford’s sources count', () => {
  const seven = claim('ofsted-2023-01-31', 7, '2018-10-29/2022-11-20', 'seven monitoring visits');
  const ninth = claim('ofsted-2023-08-22', 9, '2018-10-29/2023-07-19', 'the ninth since 2018');
  const first = claim('ofsted-2023-08-22', 1, '2023-01-31/2023-07-19', 'the first since January 2023');

  it.each([
    { order: 'as published', claims: [seven, ninth, first] },
    { order: 'last first', claims: [first, ninth, seven] },
  ])('cannot all be right without a visit that nobody reports ($order)', ({ claims }) => {
    const found = theFinding('claims-disagree', findingsIn(claims));
    expect(found.events).toEqual([ninth.id, seven.id, first.id]);
    expect(found.facts).toMatchObject({ left: 1, between: '2022-11-21/2023-01-30' });
    expect(found.message).toContain('source ofsted-2023-01-31');
    expect(found.message).toContain('source ofsted-2023-08-22');
  });

  it('are more than the record holds, which says by how many', () => {
    const visit = anEvent('VisitCarriedOut', { occurred: { date: '2023-07-18/2023-07-19' } });
    const found = findingsIn([seven, ninth, first, visit]).filter(
      ({ rule }) => rule === 'claimed-count-differs',
    );
    expect(found.map(({ facts }) => [facts.claimed, facts.recorded])).toEqual([
      [7, 0],
      [9, 1],
    ]);
  });

  it('agree once either source is read as a floor', () => {
    const atLeastSeven = anEvent('ClaimMade', {
      data: {
        kind: 'count',
        of: 'monitoring_visit',
        value: 7,
        atLeast: true,
        over: '2018-10-29/2022-11-20',
        says: 'at least seven',
      },
    });
    expect(rulesIn(findingsIn([atLeastSeven, ninth, first]))).not.toContain('claims-disagree');
  });
});
