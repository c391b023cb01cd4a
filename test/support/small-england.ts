import type { NewEvent } from '../../src/domain/events/catalogue.ts';
import type { Disclosure } from '../../src/domain/events/envelope.ts';
import type { FrameworkId, Grade } from '../../src/domain/frameworks/frameworks.ts';
import { anEvent, type Overrides } from './events.ts';

type Registered = NonNullable<Overrides<'AuthorityRegistered'>['data']>;

const registered = (data: Registered & { readonly la: string }, disclosures?: Disclosure[]): NewEvent =>
  anEvent('AuthorityRegistered', {
    caseId: `authority-${data.la}`,
    data: { alsoKnownAs: [], onsCode: undefined, ofstedUrn: undefined, ...data },
    ...(disclosures && { disclosures }),
  });

/** A whole inspection of two weeks: its judgement issued, and its report published, on one day. */
function judged(
  la: string,
  framework: FrameworkId,
  overall: Grade,
  onSite: string,
  published: string,
  disclosures: Disclosure[] = [{ to: 'public', from: published }],
): NewEvent[] {
  const caseId = `authority-${la}` as const;
  const inspectionId = published.slice(0, 7);
  const of = { caseId, disclosures };
  return [
    anEvent('InspectionCarriedOut', { ...of, occurred: { date: onSite }, data: { inspectionId, framework } }),
    anEvent('JudgementsIssued', {
      ...of,
      occurred: { date: published },
      data: { inspectionId, framework, overall, areas: [{ area: 'leadership', grade: overall }] },
    }),
    anEvent('ReportPublished', { ...of, occurred: { date: published }, data: { inspectionId } }),
  ];
}

/** A name that a spreadsheet would run. */
export const formula = '=HYPERLINK("http://x.example","Anytown")';

/** Known to its own council only; so is its region. */
export const hidden = { la: '899', name: 'Hidden Vale', region: 'Nowhere' };

/** Seven authorities, by case: five on the board of 2023, one that had ended, one that is hidden. */
export const smallEngland: Readonly<Record<string, readonly NewEvent[]>> = {
  380: [
    registered({ la: '380', slug: 'bradford', name: 'Bradford', region: 'Yorkshire' }),
    ...judged('380', 'SIF', 'requires_improvement', '2014-02-25/2014-03-19', '2014-05-23'),
    ...judged('380', 'ILACS_2018', 'inadequate', '2018-09-17/2018-09-28', '2018-10-29'),
    ...judged('380', 'ILACS_2018', 'inadequate', '2022-11-21/2022-12-02', '2023-01-27'),
  ],
  383: [
    registered({
      la: '383',
      slug: 'leeds',
      name: 'Leeds',
      region: 'Yorkshire',
      alsoKnownAs: ['Leodis'],
    }),
    ...judged('383', 'SIF', 'good', '2015-01-20/2015-02-11', '2015-03-27'),
    ...judged('383', 'ILACS_2018', 'outstanding', '2018-10-29/2018-11-09', '2018-12-18'),
  ],
  202: [
    registered({
      la: '202',
      slug: 'camden',
      name: 'Camden',
      region: 'London',
      kind: 'london_borough',
    }),
    ...judged('202', 'SIF', 'inadequate', '2015-09-08/2015-10-01', '2015-12-04'),
    ...judged('202', 'SIF', 'good', '2017-09-05/2017-09-28', '2017-12-01'),
  ],
  881: [registered({ la: '881', slug: 'anytown', name: formula, region: 'East', kind: 'county' })],
  882: [registered({ la: '882', slug: 'southend', name: 'Southend', region: 'East' })],
  909: [
    registered({ la: '909', slug: 'cumbria', name: 'Cumbria', region: 'North West', kind: 'county' }),
    ...judged('909', 'SIF', 'inadequate', '2015-03-03/2015-03-25', '2015-05-13'),
    anEvent('AuthoritySucceeded', { caseId: 'authority-909' }),
  ],
  [hidden.la]: [
    registered(
      { la: hidden.la, slug: 'hidden-vale', name: hidden.name, region: hidden.region, kind: 'sui_generis' },
      [{ to: `council:${hidden.la}`, from: '1974-04-01' }],
    ),
    ...judged(hidden.la, 'ILACS_2018', 'inadequate', '2018-09-17/2018-09-28', '2018-10-29', [
      { to: `council:${hidden.la}`, from: '2018-10-29' },
    ]),
  ],
};

export const smallEnglandEvents: readonly NewEvent[] = Object.values(smallEngland).flat();

/** A correction that gives an authority's registration other words, known from the day on. */
export function reregistered(la: string, data: Registered, on: string): NewEvent {
  const registration = smallEngland[la]?.[0];
  if (registration?.type !== 'AuthorityRegistered') throw new Error(`${la} is not of the small England`);
  return anEvent('EventCorrected', {
    caseId: registration.caseId,
    occurred: { date: on },
    disclosures: [{ to: 'public', from: on }],
    data: {
      target: registration.id,
      reason: 'data_entry',
      replacement: { data: { ...registration.data, ...data } },
    },
  });
}
