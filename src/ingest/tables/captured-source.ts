import type { DataOf } from '../../domain/events/catalogue.ts';
import type { DatedEvent } from '../../domain/rules/case-facts.ts';
import { type EventToRecord, type KnownCase, lastIdOf, type Statement, stated } from '../stated.ts';

/** The source of a case that its facts cite by an id, as far as it was captured and stands. */
const sourceOf = (known: KnownCase, sourceId: string): DatedEvent<'SourceCaptured'> | undefined =>
  known.standing.ofType('SourceCaptured').find(({ data }) => data.sourceId === sourceId);

/** The capture of a source that many rows cite: once in a case, and never corrected by a table. */
export function capturedOnce(
  known: KnownCase,
  source: DataOf<'SourceCaptured'>,
  captured: string,
): EventToRecord[] {
  const key = `source-${source.sourceId}`;
  if (sourceOf(known, source.sourceId) || known.ids.has(lastIdOf(known, key))) return [];
  const statement: Statement<'SourceCaptured'> = {
    key,
    type: 'SourceCaptured',
    occurred: { date: captured },
    disclosures: [{ to: 'public', from: captured }],
    source: { id: source.sourceId },
    data: source,
  };
  return stated(known, statement, 'Captured once, and left alone.');
}
