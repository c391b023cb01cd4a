import { isDeepStrictEqual } from 'node:util';
import type { DataOf } from '../../domain/events/catalogue.ts';
import { caseIdOf, type Disclosure } from '../../domain/events/envelope.ts';
import { slugOf } from '../slug.ts';
import { amended, type EventToRecord, type KnownCase, lastIdOf, type Statement, stated } from '../stated.ts';
import { type AuthorityRow, readAuthorityRow } from './authority-row.ts';
import { capturedOnce } from './captured-source.ts';
import type { EarlierRows } from './earlier-rows.ts';
import { rowProblem } from './row-problem.ts';
import type { Establishment, RowProblem, TableContext, TableRecord, TableRow } from './table-row.ts';

const lookup: DataOf<'SourceCaptured'> = {
  sourceId: 'authority-lookup',
  title: 'Authority lookup of the Data to Insight ILACS project',
  publisher: 'Data to Insight',
  licence: 'MIT',
  note: 'DfE, ONS and Ofsted codes, names, region and kind. ONS codes are those of April 2023.',
};

/** From the Act that made the first of today's authorities (London, 1965) to the start of the collection. */
const before2012 = '1965-04-01/2012-01-01';

const explanation = 'The table of authorities says otherwise.';

/** What a row of a table of authorities says of the authority's case, or what is wrong with the row. */
export function authorityRow(
  record: TableRecord,
  context: TableContext,
  earlier: EarlierRows,
): TableRow | readonly RowProblem[] {
  const row = readAuthorityRow(record, context);
  if (!('la' in row)) return row;
  const repeated = repeatedAuthority(row, record, earlier);
  if (repeated) return [repeated];
  const { urn, la, name, alsoKnownAs } = row;
  const established = context.established(la);
  return {
    file: record.file,
    line: record.line,
    caseId: caseIdOf(la),
    decide: (known) => [
      ...registered(known, row, established),
      ...capturedOnce(known, lookup, context.captured),
      ...succeeded(known, row, established, context.captured),
    ],
    columnOf: ({ type }) => (type === 'AuthorityRegistered' ? 'name' : null),
    registers: { urn, la, name, otherNames: alsoKnownAs },
    refused: earlier.remember(record.line, Object.values(namesOf(row))),
  };
}

/** Two authorities share neither number, code nor name. */
function repeatedAuthority(
  row: AuthorityRow,
  record: TableRecord,
  earlier: EarlierRows,
): RowProblem | undefined {
  for (const [column, name] of Object.entries(namesOf(row))) {
    const before = earlier.lineNaming(name);
    if (before === undefined) continue;
    const message = `Line ${before} has an authority with the same ${column} already; keep the row that is right.`;
    return rowProblem(record, column, 'duplicate-row', message, { earlier: before });
  }
  return undefined;
}

/** What no other authority of the table has, by column. */
const namesOf = ({ urn, la, slug }: AuthorityRow) => ({
  urn: `urn ${urn}`,
  la_code: `la_code ${la}`,
  name: `name ${slug}`,
});

/** The registration, or the correction of the one that the case has, which keeps its slug: links are made of it. */
function registered(
  known: KnownCase,
  { urn, la, onsCode, name, slug, region, kind, alsoKnownAs }: AuthorityRow,
  established: Establishment | undefined,
): EventToRecord[] {
  const [standing] = known.standing.ofType('AuthorityRegistered');
  const hasSameNames =
    standing && isDeepStrictEqual(new Set(standing.data.alsoKnownAs), new Set(alsoKnownAs));
  const data = {
    la,
    slug: standing?.data.slug ?? slug,
    name,
    alsoKnownAs: hasSameNames ? standing.data.alsoKnownAs : [...alsoKnownAs],
    kind,
    region,
    ...(onsCode && { onsCode }),
    ofstedUrn: urn,
  };
  const source = { id: lookup.sourceId, note: whenceTheDay(established) };
  const key = 'authority-registered';
  if (standing && standing.id !== lastIdOf(known, key)) {
    const { disclosures } = standing;
    return amended(known, standing, { data, disclosures, source: { id: lookup.sourceId } }, explanation);
  }
  const date = established?.date ?? before2012;
  const statement: Statement<'AuthorityRegistered'> = {
    key,
    type: 'AuthorityRegistered',
    occurred: { date },
    disclosures: publicFrom(date),
    source,
    data,
  };
  return stated(known, statement, explanation);
}

const whenceTheDay = (established: Establishment | undefined): string =>
  established
    ? `The day is that of ${established.instrument ?? 'the establishment of the authority'}; codes, region and other names are from the lookup.`
    : 'The authority existed when the collection begins, in 2012; the day from which it exists is not in the table.';

/** The reorganisation that made the authority, where it took over from others; one that the case has is left alone. */
function succeeded(
  known: KnownCase,
  { la, name }: AuthorityRow,
  established: Establishment | undefined,
  captured: string,
): EventToRecord[] {
  if (!established || established.predecessors.length === 0) return [];
  const key = 'authority-succeeded';
  const isFromElsewhere = known.standing
    .ofType('AuthoritySucceeded')
    .some(({ id, data }) => id !== lastIdOf(known, key) && data.successors.some((other) => other.la === la));
  if (isFromElsewhere) return [];
  const { date, predecessors, instrument } = established;
  const source = instrument ? instrumentSource(instrument) : lookup;
  const statement: Statement<'AuthoritySucceeded'> = {
    key,
    type: 'AuthoritySucceeded',
    occurred: { date },
    disclosures: publicFrom(date),
    source: { id: source.sourceId },
    data: {
      predecessors: predecessors.map((authority) => ({ la: authority.la, name: authority.name })),
      successors: [{ la, name }],
      ...(instrument && { instrument }),
    },
  };
  const ofSource = instrument ? capturedOnce(known, source, captured) : []; // the lookup is captured with the registration
  return [...ofSource, ...stated(known, statement, explanation)];
}

const instrumentSource = (instrument: string): DataOf<'SourceCaptured'> => ({
  sourceId: slugOf(instrument),
  title: instrument,
  publisher: 'The National Archives (legislation.gov.uk)',
  licence: 'Open Government Licence v3.0',
  note: 'Cited for one fact: which authority took over from which, and when.',
});

const publicFrom = (date: string): Disclosure[] => [{ to: 'public', from: date }];
