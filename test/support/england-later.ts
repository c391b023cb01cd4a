import { authorities, inspections, type Row } from './england-by-hand.ts';

/** Forty authorities that have reports of 2024 and 2025, Cumberland among them. */
const inspectedAnew = authorities
  .filter(({ name }, index) => index % 3 === 1 || name === 'Cumberland')
  .slice(0, 40);

const grades = ['good', 'requires_improvement', 'inadequate', 'outstanding', 'good', 'inadequate'];

const shifted = (day: string, by: number): string =>
  new Date(Date.parse(day) + by * 86_400_000).toISOString().slice(0, 10);

/** An ILACS inspection of two weeks, published six weeks later. */
function reported({ urn = '', name = '' }: Row, start: string, grade: string): Row {
  const end = shifted(start, 11);
  const published = shifted(end, 42);
  return {
    urn,
    authority: name,
    framework: 'ILACS',
    inspection_type: 'ilacs_standard',
    start_date: start,
    end_date: end,
    on_site: `${start}/${end}`,
    published_date: published,
    overall: grade,
    leadership: grade,
    help_and_protection: grade,
    looked_after: grade,
    looked_after_scope: 'children_in_care',
    care_leavers: grade,
    lead_inspector: 'A. N. Inspector',
    pages: '12',
    source_file: `${urn}_${name.toLowerCase()}/children's services inspection - ${published}.pdf`,
  };
}

/** From March 2024 to the end of 2025: some are published in 2026 only, and every third comes a second time. */
export const newRows: readonly Row[] = inspectedAnew.flatMap((authority, index) => {
  const first = shifted('2024-03-04', 14 * index);
  const grade = (by: number) => grades[(index + by) % grades.length] ?? '';
  const once = reported(authority, first, grade(0));
  return index % 3 === 0 ? [once, reported(authority, shifted(first, 210), grade(1))] : [once];
});

const of = (authority: string, published: string): Row => {
  const found = inspections.find((row) => row.authority === authority && row.published_date === published);
  if (!found) throw new Error(`there is no report of ${authority} of ${published}`);
  return found;
};

/** What the later table has otherwise, by the row as it was. */
export const changes: ReadonlyMap<Row, Row> = new Map(
  [
    [of('Hackney', '2016-09-21'), { overall: 'inadequate' }],
    [of('Bradford', '2014-05-23'), { overall: 'good' }],
    [of('Norfolk', '2018-01-19'), { published_date: '2017-12-29' }],
    [of('Buckinghamshire', '2018-01-29'), { published_date: '2018-02-05' }],
    [of('Leeds', '2018-12-18'), { published_date: '2019-01-08' }],
    // A file is named for the day of publication: with the one, the other changes.
    [
      of('Dudley', '2023-01-13'),
      { published_date: '2022-12-30', source_file: 'dudley - 30 december 2022.pdf' },
    ],
    [
      of('Bradford', '2023-01-31'),
      { published_date: '2022-12-30', source_file: 'bradford - 30 december 2022.pdf' },
    ],
    [
      of('Essex', '2019-01-07'),
      {
        start_date: '2018-11-05',
        end_date: '2018-11-27',
        on_site: '2018-11-05/2018-11-16; 2018-11-26/2018-11-27',
      },
    ],
    [of('Lewisham', '2016-01-20'), { overall: '' }],
  ].map(([row, otherwise]) => [row as Row, { ...row, ...otherwise } as Row]), // each is a row and some of its cells
);

/** A report that the later table does not have: nothing follows from that. */
export const dropped = of('Camden', '2017-11-24');

/** The whole table, delivered again with what came since. */
export const laterTable: readonly Row[] = [
  ...inspections.filter((row) => row !== dropped).map((row) => changes.get(row) ?? row),
  ...newRows,
];

/** What is known once it has been delivered. */
export const knownThen: readonly Row[] = [...laterTable, dropped];
