import type { DataOf, EventTypeName } from '../../src/domain/events/catalogue.ts';
import { CaseFacts } from '../../src/domain/rules/case-facts.ts';
import { findings } from '../../src/domain/rules/check.ts';
import type { EventToRecord, KnownCase } from '../../src/ingest/stated.ts';
import { EarlierRows } from '../../src/ingest/tables/earlier-rows.ts';
import { inspectionRow } from '../../src/ingest/tables/inspections.ts';
import { mentionRow } from '../../src/ingest/tables/mentions.ts';
import type { TableContext, TableRecord } from '../../src/ingest/tables/table-row.ts';
import { knowing, knownCase, validEvent } from './known-case.ts';
import { context, type Fields, record, theRow } from './tables.ts';

/** A row of the table of mentions, of Hackney unless it says otherwise. */
export const mention = (fields: Fields): TableRecord => ({
  file: 'events_mentioned.csv',
  line: 2,
  fields: {
    urn: '80496',
    authority: 'Hackney',
    mentioned_in_published_date: '2016-09-21',
    kind: 'previous_inspection',
    date: '2012-07',
    grade: '',
    detail: '',
    source_file: "80496_hackney/children's services inspection - 21 september 2016.pdf",
    page: '5',
    ...fields,
  },
});

/** Hackney's case before any table: registered, and nothing else. */
export const hackney = (begun = '1965-04-01'): KnownCase =>
  knownCase('authority-204', [
    validEvent('authority-204', {
      id: '00000000-0000-4000-8000-00000000f204',
      type: 'AuthorityRegistered',
      occurred: { date: begun },
      disclosures: [{ to: 'public', from: begun }],
      source: { id: 'authority-lookup' },
      data: { la: '204', slug: 'hackney', name: 'Hackney', kind: 'london_borough', region: 'London' },
    }),
  ]);

/** What a row brings to a case. */
export const told = (known: KnownCase, fields: Fields, among: TableContext = context()) =>
  theRow(mentionRow(mention(fields), among)).decide(known);

/** The case after each of the rows; a test fails where the domain's rules refuse one of their events. */
export function afterRows(known: KnownCase, ...rows: readonly Fields[]): KnownCase {
  return rows.reduce((so, fields) => accepted(knowing(so, told(so, fields))), known);
}

/** The case after a row of the table of inspections. */
export function reported(known: KnownCase, fields: Fields): KnownCase {
  const row = theRow(inspectionRow(record(fields), context(), new EarlierRows()));
  return knowing(known, row.decide(known));
}

function accepted(known: KnownCase): KnownCase {
  const refused = findings(new CaseFacts(known.standing.all())).find(
    ({ severity }) => severity === 'impossible',
  );
  if (refused) throw new Error(`${refused.rule}: ${refused.message}`);
  return known;
}

/** What a case holds of a type, as data. */
export const held = <Type extends EventTypeName>(known: KnownCase, type: Type): readonly DataOf<Type>[] =>
  known.standing.ofType(type).map(({ data }) => data as DataOf<Type>); // found by this very type

/** The data of the only event. */
export function theData([event, ...more]: readonly EventToRecord[]): object {
  if (!event || more.length > 0) throw new Error(`expected one event, found ${1 + more.length}`);
  return event.data;
}
