/**
 * What may be asked of all that comes with Caseline: for each operation that answers once and changes nothing some
 * addresses, each of which everybody is answered from. Feeds are of whoever has a token.
 */
export const everyQuestion: readonly string[] = [
  '/v1/authorities',
  '/v1/authorities?asOf=2018-10-26',
  '/v1/authorities?q=tyneside&overall=good&validAt=2023-12-31',
  '/v1/authorities?region=London&sort=-days&limit=5',
  '/v1/authorities?format=csv',
  '/v1/authorities/bradford',
  '/v1/authorities/south-tyneside?viewAs=public',
  '/v1/authorities/bradford/case',
  '/v1/authorities/380/case?position=start',
  '/v1/authorities/camden/case?validAt=2020-01-01&certainty=certain',
  '/v1/authorities/bradford/journey',
  '/v1/authorities/south-tyneside/journey?asOf=2023-12-31',
  '/v1/authorities/birmingham/journey?recordedAt=2026-12-15',
  '/v1/authorities/bradford/deadlines',
  '/v1/authorities/camden/deadlines?asOf=2019-01-01',
  '/v1/authorities/bradford/improvement?knownAt=2023-02-01',
  '/v1/authorities/sheffield/improvement',
  '/v1/authorities/bradford/anomalies',
  '/v1/authorities/derbyshire/anomalies?validAt=2020-01-01',
  '/v1/authorities/bradford/timeline?limit=500',
  '/v1/authorities/bradford/timeline?limit=7&process=inspection',
  '/v1/authorities/sheffield/timeline?type=ReportPublished',
  '/v1/authorities/bradford/events?limit=500',
  '/v1/authorities/doncaster/events',
  '/v1/authorities/bradford/changes?from.asOf=2018-10-26&to.asOf=2018-10-30',
  '/v1/authorities/doncaster/changes?from.asOf=2014-01-01&to.asOf=2022-01-01',
  '/v1/authorities/bradford/deadlines.ics',
  '/v1/events/cf4e85d5-f4ec-50ad-ada9-10c43aef003e',
  '/v1/england',
  '/v1/england/board',
  '/v1/england/board?asOf=2018-10-26',
  '/v1/england/board?validAt=2018-12-31&region=London&format=csv',
  '/v1/england/board?asOf=2023-12-31&format=parquet',
  '/v1/england/series?step=year',
  '/v1/england/series?step=quarter&since=2015-01-01&format=ndjson',
  '/v1/england/transitions',
  '/v1/england/time-inadequate?asOf=2023-12-31',
  '/v1/england/time-inadequate?table=survival&format=csv',
  '/v1/england/movers?since=2018-12-31&asOf=2023-12-31',
  '/v1/england/spells?certainty=certain',
  '/v1/deadlines?status=due,overdue&validAt=2018-12-01',
  '/v1/deadlines?authority=bradford,camden',
  '/v1/deadlines.ics?region=London',
  '/v1/sources',
  '/v1/sources/ofsted-report-second',
  '/v1/feeds',
  '/problems',
  '/problems/rule-broken',
  '/healthz',
  '/readyz',
  '/openapi.json',
];

/** The same for those that go on answering: what comes first is compared. */
export const everyStream: readonly string[] = [
  '/v1/live/events?after=start',
  '/v1/live/events?after=start&type=JudgementsIssued&region=London',
  '/v1/live/cases/bradford',
  '/v1/live/cases/camden?projection=deadlines',
  '/v1/live/deadlines?authority=bradford,camden',
  '/v1/live/england',
  '/v1/live/england?table=series&step=year',
];

/** The operation that an address is of, by the paths of the OpenAPI document. */
export function operationOf(address: string, paths: readonly string[]): string | undefined {
  const [path = ''] = address.split('?');
  return paths.find((one) => new RegExp(`^${one.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path));
}

interface OfOctober {
  readonly question: string;
  readonly as: 'public' | 'council:380' | 'council:383';
  readonly address: string;
  /** What is in the answer. */
  readonly answer: Readonly<Record<string, unknown>>;
}

const bradford = '/v1/authorities/bradford';

/** What an expert asks of Bradford by hand, and what the documents say. */
export const octoberQuestions: readonly OfOctober[] = [
  {
    question: 'the public of 26 October 2018 knows of the judgement of 2014',
    as: 'public',
    address: `${bradford}/case?asOf=2018-10-26`,
    answer: {
      case: {
        judgement: { current: { overall: 'requires_improvement', framework: 'SIF', since: '2014-05-23' } },
      },
    },
  },
  {
    question: 'its council knows that it is inadequate, under embargo until the 29th',
    as: 'council:380',
    address: `${bradford}/case?asOf=2018-10-26`,
    answer: {
      case: {
        judgement: {
          current: { overall: 'inadequate', issued: '2018-10-24', underEmbargoUntil: '2018-10-29' },
        },
        inspection: { phase: 'shared_under_embargo' },
      },
    },
  },
  {
    question: 'the council of another authority knows what the public does',
    as: 'council:383',
    address: `${bradford}/case?asOf=2018-10-26`,
    answer: { case: { judgement: { current: { overall: 'requires_improvement' } } } },
  },
  {
    question: 'today everybody knows that it was inadequate on that day',
    as: 'public',
    address: `${bradford}/case?validAt=2018-10-26`,
    answer: { case: { judgement: { current: { overall: 'inadequate' } } } },
  },
  ...(
    [
      ['2022-11-18', 'notified'],
      ['2022-11-25', 'on_site'],
      ['2022-12-20', 'awaiting_report'],
      ['2023-01-31', 'published'],
    ] as const
  ).map(([day, phase]) => ({
    question: `on ${day} its council had the inspection ${phase}`,
    as: 'council:380' as const,
    address: `${bradford}/case?asOf=${day}`,
    answer: { case: { inspection: { phase } } },
  })),
  {
    question: 'on 31 March 2023 the council delivers',
    as: 'public',
    address: `${bradford}/case?asOf=2023-03-31`,
    answer: { case: { delivery: { by: 'council', planned: [{ for: '2023-04' }, { for: '2023-04' }] } } },
  },
  {
    question: 'on 1 April 2023 the trust does',
    as: 'public',
    address: `${bradford}/case?asOf=2023-04-01`,
    answer: { case: { delivery: { by: 'trust', since: '2023-04-01', planned: [] } } },
  },
  {
    question: 'on 15 October 2018 a notice had possibly been drafted',
    as: 'public',
    address: `${bradford}/case?validAt=2018-10-15`,
    answer: { case: { intervention: { level: 'notice_drafted', certainty: 'possible' } } },
  },
  {
    question: 'and certainly none had',
    as: 'public',
    address: `${bradford}/case?validAt=2018-10-15&certainty=certain`,
    answer: { case: { intervention: { level: 'none', notices: [] } } },
  },
  {
    question: 'on 1 December 2018 its council has these deadlines',
    as: 'council:380',
    address: `${bradford}/deadlines?asOf=2018-12-01`,
    answer: {
      deadlines: {
        deadlines: expect.arrayContaining([
          expect.objectContaining({ id: '2018-ilacs/feedback', due: '2018-12-12', status: 'due' }),
          expect.objectContaining({ id: '2018-ilacs/statement-of-action', due: '2019-02-04', status: 'due' }),
        ]),
      },
    },
  },
  {
    question: 'today nine monitoring visits are claimed, and fewer recorded',
    as: 'public',
    address: `${bradford}/anomalies`,
    answer: {
      reconciliation: {
        claims: expect.arrayContaining([
          expect.objectContaining({ of: 'monitoring_visit', claimed: 9, agrees: false }),
        ]),
      },
    },
  },
];
