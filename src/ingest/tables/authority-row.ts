import type { DataOf } from '../../domain/events/catalogue.ts';
import { slugOf } from '../slug.ts';
import { Cells } from './cells.ts';
import type { RowProblem, TableContext, TableRecord } from './table-row.ts';

/** One row of a table of authorities. */
export interface AuthorityRow {
  readonly urn: string;
  readonly la: string;
  readonly onsCode: string | undefined;
  readonly name: string;
  readonly slug: string;
  readonly region: string;
  readonly kind: DataOf<'AuthorityRegistered'>['kind'];
  readonly alsoKnownAs: readonly string[];
}

const kinds: ReadonlyMap<string, AuthorityRow['kind']> = new Map([
  ['unitary authority', 'unitary_authority'],
  ['metropolitan district', 'metropolitan_district'],
  ['London borough', 'london_borough'],
  ['county', 'county'],
  ['sui generis', 'sui_generis'],
]);

const regions = new Map(
  [
    'East Midlands',
    'East of England',
    'London',
    'North East',
    'North West',
    'South East',
    'South West',
    'West Midlands',
    'Yorkshire and the Humber',
  ].map((region) => [region, region]),
);

/** Reads a row of a table of authorities, or says all that is wrong with it. */
export function readAuthorityRow(
  record: TableRecord,
  context: TableContext,
): AuthorityRow | readonly RowProblem[] {
  const cells = new Cells(record);
  const code = (column: string, form: RegExp, example: string): string | undefined => {
    const text = cells.text(column);
    if (text === '' || form.test(text)) return text || undefined;
    const message = `'${text.slice(0, 80)}' in ${column} is not a code; write it like ${example}.`;
    return cells.refuse(column, 'not-a-code', message);
  };
  const mandatory = ['urn', 'la_code', 'name', 'region', 'authority_type'];
  for (const column of mandatory) cells.required(column);
  const urn = code('urn', /^\d{5,7}$/, '80449');
  const la = code('la_code', /^\d{3}$/, '380');
  const known = urn ? context.authorityOf(urn) : undefined;
  if (known && la && known.la !== la) {
    const message = `The number ${urn} is that of ${known.name} (${known.la}), and the row gives it to ${la}; correct the one that is wrong.`;
    cells.refuse('la_code', 'authority-mismatch', message, { urn, known: known.la });
  }
  const onsCode = code('ons_code', /^E\d{8}$/, 'E08000032');
  const name = cells.short('name', 200);
  const slug = slugOf(name ?? '');
  if (name && !/[a-z]/.test(slug))
    cells.refuse('name', 'not-a-name', `'${name}' has no letters; write the usual name of the authority.`);
  const region = cells.oneOf('region', regions, 'unknown-region');
  const kind = cells.oneOf('authority_type', kinds, 'unknown-authority-type');
  const alsoKnownAs = splitNames(cells.short('also_known_as', 2000) ?? '');
  if (cells.problems.length > 0 || !urn || !la || !name || !region || !kind) return cells.problems;
  return { urn, la, onsCode, name, slug, region, kind, alsoKnownAs };
}

/** Names in one cell, separated by semicolons: each once. */
const splitNames = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(';')
      .map((name) => name.trim())
      .filter(Boolean),
  ),
];
