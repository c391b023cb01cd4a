/** Plausible inspections for benchmarks: the same events every time, without a clock or randomness. */

const publicFrom = (from) => [{ to: 'public', from }];
const source = { id: 'bench-report', page: 1, paragraph: '2.5' };

const id = (number) => `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;

/** How many events one inspection brings. */
export const perInspection = 8;

/** Registration of a case; its number is its DfE code. */
export const registration = (la, number) => ({
  id: id(number),
  type: 'AuthorityRegistered',
  occurred: { date: '1974-04-01' },
  disclosures: publicFrom('1974-04-01'),
  source,
  data: { la: String(la), slug: `authority-${la}`, name: `Authority ${la}`, kind: 'county', region: 'North' },
});

/** The eight events of the n-th inspection of a case, one a year from 2014. */
export function inspection(nth, firstNumber) {
  const year = 2014 + (nth % 150);
  const inspectionId = `inspection-${nth}`;
  const event = (offset, type, date, data) => ({
    id: id(firstNumber + offset),
    type,
    occurred: { date },
    disclosures: publicFrom(`${year}-12-31`),
    source,
    data,
  });
  return [
    event(0, 'InspectionNotified', `${year}-03-01`, { inspectionId }),
    event(1, 'InspectionCarriedOut', `${year}-03-08/${year}-03-19`, {
      inspectionId,
      framework: 'ILACS_2018',
      kind: 'standard',
      leadInspector: 'A. N. Inspector',
    }),
    event(2, 'ReportShared', `${year}-04-20`, {
      inspectionId,
      with: ['the authority', 'the department'],
      embargoUntil: `${year}-04-26`,
    }),
    event(3, 'JudgementsIssued', `${year}-04-20`, {
      inspectionId,
      framework: 'ILACS_2018',
      overall: 'requires_improvement',
      areas: [
        { area: 'leadership', grade: 'requires_improvement' },
        { area: 'help_and_protection', grade: 'good' },
        { area: 'in_care_and_care_leavers', grade: 'requires_improvement' },
      ],
    }),
    event(4, 'StatementOfActionRequested', `${year}-04-20`, { inspectionId, due: `${year}-07` }),
    event(5, 'ReportPublished', `${year}-04-26`, { inspectionId }),
    event(6, 'MeasureReported', `${year}-05`, {
      measure: 'Referrals',
      changePercent: 25,
      statedBy: 'the council',
    }),
    event(7, 'OfficeHolderNamed', `${year}-06`, {
      office: 'director_of_childrens_services',
      name: 'A. Director',
    }),
  ];
}
