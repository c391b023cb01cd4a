import { authorities, inspections, type Row } from './england-by-hand.ts';
import { lineOf } from './england-log.ts';

/** A line of a table that cannot be taken, and what should be said of it. */
export interface BrokenLine {
  readonly bytes: string | Buffer;
  readonly column: string | null;
  readonly rule: string;
}

type Change = readonly [changed: Row, column: string, rule: string];

const readable = inspections.filter(({ framework }) => framework === 'SIF' || framework === 'ILACS');
const sif = readable.filter(({ framework }) => framework === 'SIF');
const ilacs = readable.filter(({ framework }) => framework === 'ILACS');

const dates = [
  '30/10/2018',
  '2018-2-3',
  '2018-10',
  '2018-10-XX',
  '29 October 2018',
  '43402',
  '２０１８-10-29',
  'TBC',
];
const noDays = ['2018-02-30', '2018-13-01', '2018-00-10', '0018-10-29', '9999-12-31'];

const ofDates = ['start_date', 'end_date', 'published_date', 'published_stated'].flatMap((column) => [
  ...dates.map((text): Change => [{ [column]: text }, column, 'not-a-date']),
  ...noDays.map((text): Change => [{ [column]: text }, column, 'not-a-day']),
]);

const spans = [
  '2018-09-17..2018-09-28',
  '2018-09-17/',
  '/',
  '2018-09-17/..',
  'a/b/c',
  '2018-09-17/2018-09-28;',
];

const ofInspections: readonly Change[] = [
  ...ofDates,
  ...spans.map(
    (text): Change => [{ on_site: text }, 'on_site', /\.\./.test(text) ? 'not-a-date' : 'span-unreadable'],
  ),
  [{ urn: '99999' }, 'urn', 'unknown-authority'],
  [{ urn: '080449' }, 'urn', 'unknown-authority'],
  [{ urn: '__proto__' }, 'urn', 'unknown-authority'],
  [{ urn: '' }, 'urn', 'missing'],
  [{ authority: '' }, 'authority', 'missing'],
  [{ authority: 'Atlantis' }, 'authority', 'authority-mismatch'],
  [{ authority: '=HYPERLINK("http://x.example")' }, 'authority', 'authority-mismatch'],
  [{ framework: 'JTAI' }, 'framework', 'unknown-framework'],
  [{ framework: '' }, 'framework', 'missing'],
  [{ inspection_type: 'focused_visit' }, 'inspection_type', 'unknown-inspection-type'],
  [{ inspection_type: '' }, 'inspection_type', 'missing'],
  [{ inspection_type: 'looked_after_children' }, 'inspection_type', 'type-of-another-framework'],
  [{ inspection_type: 'not_readable' }, 'framework', 'content-of-unreadable'],
  [{ on_site: '' }, 'on_site', 'missing'],
  [{ start_date: '' }, 'start_date', 'missing'],
  [{ published_date: '' }, 'published_date', 'missing'],
  [{ published_date: '2199-01-01' }, 'published_date', 'published-after-capture'],
  [{ published_date: '2012-01-02' }, 'published_date', 'report-before-inspection-ended'],
  [{ overall: 'Good' }, 'overall', 'unknown-grade'],
  [{ leadership: 'requires improvement' }, 'leadership', 'unknown-grade'],
  [{ looked_after_scope: 'all' }, 'looked_after_scope', 'unknown-scope'],
  [{ looked_after: '' }, 'looked_after_scope', 'scope-without-grade'],
  [{ looked_after_scope: '' }, 'looked_after_scope', 'missing'],
  [{ lead_inspector: 'x'.repeat(201) }, 'lead_inspector', 'too-long'],
  [{ lead_inspector: 'Neil\u0000Penswick' }, 'lead_inspector', 'unreadable-character'],
  [{ lead_inspector: 'M\ufffdire Atherton' }, 'lead_inspector', 'unreadable-character'],
  [{ pages: 'ten' }, 'pages', 'not-a-number'],
  [{ pages: '-1' }, 'pages', 'not-a-number'],
  [{ pages: '1e3' }, 'pages', 'not-a-number'],
  [{ source_file: '' }, 'source_file', 'missing'],
  [{ source_file: 'x'.repeat(501) }, 'source_file', 'too-long'],
];

/** These are sound cells of a row that its framework, or the rules, cannot have. */
const ofFrameworks: readonly Change[] = [
  [{ overall: 'adequate' }, 'overall', 'grade-outside-scale'],
  [{ overall: 'satisfactory' }, 'overall', 'grade-outside-scale'],
  [{ help_and_protection: 'adequate' }, 'help_and_protection', 'grade-outside-scale'],
];

const swapped = ({ start_date = '', end_date = '' }: Row): Change => [
  { start_date: end_date, end_date: start_date, on_site: `${end_date}/${start_date}` },
  'end_date',
  'end-before-start',
];

const latin1 = (row: Row): Buffer =>
  Buffer.from(lineOf('inspections', { ...row, lead_inspector: 'Máire Atherton' }), 'latin1');

const raw = (row: Row): readonly BrokenLine[] => {
  const line = lineOf('inspections', row);
  return [
    { bytes: latin1(row), column: null, rule: 'not-utf-8' },
    { bytes: Buffer.from([0xff, 0xfe, 0x00, 0xd8]), column: null, rule: 'not-utf-8' },
    { bytes: `${line},`, column: null, rule: 'wrong-column-count' },
    { bytes: line.slice(line.indexOf(',') + 1), column: null, rule: 'wrong-column-count' },
    { bytes: `${line}x"`, column: null, rule: 'stray-quote' },
    { bytes: 'nonsense', column: null, rule: 'wrong-column-count' },
    { bytes: `"${line}`, column: null, rule: 'quote-not-closed' },
    { bytes: `"a"b${line}`, column: null, rule: 'stray-quote' },
    {
      bytes: lineOf('inspections', { ...row, extraction_notes: 'x'.repeat(70_000) }),
      column: null,
      rule: 'row-too-long',
    },
    { bytes: line, column: 'source_file', rule: 'duplicate-row' },
    {
      bytes: lineOf('inspections', { ...row, source_file: 'copy.pdf' }),
      column: 'on_site',
      rule: 'duplicate-inspection',
    },
  ];
};

/** A broken line, made of a sound row that stands in the same table, before it or after it. */
export interface BrokenInspection extends BrokenLine {
  readonly row: Row;
  readonly stands: 'before' | 'after';
}

/** Every kind of broken line. What repeats a row stands after it; what only a rule refuses, before. */
export function brokenInspections(): readonly BrokenInspection[] {
  const made = (rows: readonly Row[], changes: readonly Change[], stands?: 'before') =>
    changes.map(([changed, column, rule], index): BrokenInspection => {
      const row = rows[index % rows.length] ?? {};
      const bytes = lineOf('inspections', { ...row, ...changed });
      return { row, stands: stands ?? (index % 2 === 0 ? 'before' : 'after'), bytes, column, rule };
    });
  const [first = {}, second = {}, third = {}] = ilacs;
  return [
    ...made(readable.slice(3), ofInspections),
    ...made(sif.slice(-3), ofFrameworks, 'before'),
    ...made([second], [swapped(second)]),
    ...made([first], [[{ looked_after_scope: 'children_in_care' }, 'looked_after_scope', 'wrong-area']]),
    ...raw(third).map((broken): BrokenInspection => ({ ...broken, row: third, stands: 'after' })),
  ];
}

const [bradford = {}] = authorities.filter(({ la_code }) => la_code === '380');

export const brokenAuthorities: readonly BrokenLine[] = (
  [
    [{ urn: 'eighty' }, 'urn', 'not-a-code'],
    [{ la_code: '38' }, 'la_code', 'not-a-code'],
    [{ la_code: '381' }, 'la_code', 'authority-mismatch'],
    [{ ons_code: 'E0800003' }, 'ons_code', 'not-a-code'],
    [{ name: '' }, 'name', 'missing'],
    [{ name: '12345' }, 'name', 'not-a-name'],
    [{ region: 'Yorkshire' }, 'region', 'unknown-region'],
    [{ authority_type: 'district' }, 'authority_type', 'unknown-authority-type'],
  ] as const
).map(([changed, column, rule]) => ({
  bytes: lineOf('authorities', { ...bradford, ...changed }),
  column,
  rule,
}));

const mention: Row = {
  urn: '80449',
  authority: 'Bradford',
  mentioned_in_published_date: '2023-01-31',
  kind: 'focused_visit',
  date: '2019-07',
  detail: 'focused visit on care leavers',
  source_file: 'report.pdf',
  page: '2',
};

export const brokenMentions: readonly BrokenLine[] = (
  [
    [{ date: '2019-13' }, 'date', 'not-a-date'],
    [{ date: 'July 2019' }, 'date', 'not-a-date'],
    [{ date: '2019-07/2019-06' }, 'date', 'extent-ends-before-it-starts'],
    [{ date: '2019-W30' }, 'date', 'not-a-date'],
    [{ date: '[2019-07' }, 'date', 'not-a-date'],
    [{ date: '' }, 'date', 'missing'],
    [{ kind: 'earthquake' }, 'kind', 'unknown-kind'],
    [{ urn: '1' }, 'urn', 'unknown-authority'],
    [{ grade: 'fine' }, 'grade', 'unknown-grade'],
    [{ page: 'ii' }, 'page', 'not-a-number'],
    [{ detail: '' }, 'detail', 'missing'],
    [{ mentioned_in_published_date: '31.1.2023' }, 'mentioned_in_published_date', 'not-a-date'],
  ] as const
).map(([changed, column, rule]) => ({ bytes: lineOf('mentions', { ...mention, ...changed }), column, rule }));
