import { validateEvent } from '../../dist/domain/events/validate.js';
import { piecesOf, storedText } from '../../dist/log/codec.js';
import { storedForm } from '../../dist/log/eventstoredb/stored-form.js';
import { leafOf, saltBytes } from '../../dist/log/leaf.js';
import { inspection, perInspection, registration } from '../journey.js';

const recordedBy = { name: 'bench', party: 'recorder' };
const recordedAt = '2026-11-22T12:00:00.000Z';
const salt = new Uint8Array(saltBytes);

/** Histories of cases: one registration each, and inspections, eight events each. */
export const histories = (cases, inspections) =>
  Array.from({ length: cases }, (_, index) => {
    const caseId = `authority-${200 + index}`;
    const first = 1 + index * 100_000;
    const events = [registration(200 + index, first)];
    for (let nth = 0; nth < inspections; nth += 1)
      events.push(...inspection(nth, first + 1 + nth * perInspection));
    return { caseId, events: events.map((event) => valid({ ...event, caseId, recordedBy })) };
  });

function valid(event) {
  const validated = validateEvent(event);
  if (!validated.ok) throw new Error(`${event.id}: ${JSON.stringify(validated.problems)}`);
  return validated.event;
}

/** What the log stores for an event, made before the clock runs: the bare client appends the very same. */
export function stored(event, revision) {
  const pieces = piecesOf(event);
  const leaf = leafOf(pieces, { revision, recordedAt, salt });
  return storedForm(storedText(pieces, recordedAt), { salt, leaf });
}
