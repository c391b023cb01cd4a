import { eventTypeOf, type RecordedEvent } from '../domain/events/catalogue.ts';
import { CaselineError } from '../domain/failure.ts';
import { parseEdtf } from '../domain/time/edtf.ts';
import { type Amendment, amends } from './visible.ts';

type Correction = RecordedEvent<'EventCorrected'>;

/** A history with its corrections and withdrawals carried out. */
export interface Corrected {
  /** What stands, in log order: corrected events in their last form, without the withdrawn ones. */
  readonly events: readonly RecordedEvent[];
  /** By the id of a corrected event: the corrections that shaped it, in log order. */
  readonly corrections: ReadonlyMap<string, readonly Correction[]>;
}

/**
 * Carries out the corrections and withdrawals among `events` (in log order). Later ones win; an amendment can
 * itself be corrected or withdrawn. It comes before any ordering by date, since a correction may change when
 * something happened, and it applies to the view of every day: a wrong fact was never right.
 */
export function corrected(events: readonly RecordedEvent[]): Corrected {
  const amendments = events.filter(amends);
  if (amendments.length === 0) return { events, corrections: new Map() };

  const withdrawn = withdrawnBy(amendments);
  const corrections = new Map<string, Correction[]>();
  for (const amendment of amendments) {
    if (amendment.type !== 'EventCorrected' || withdrawn.has(amendment.id)) continue;
    const earlier = corrections.get(amendment.data.target);
    if (earlier) earlier.push(amendment);
    else corrections.set(amendment.data.target, [amendment]);
  }
  const inLastForm = (event: RecordedEvent): RecordedEvent =>
    (corrections.get(event.id) ?? []).reduce(
      (form, correction) => replaced(form, inLastForm(correction) as Correction), // a correction of a correction keeps its type
      event,
    );
  return { events: events.filter((event) => !withdrawn.has(event.id)).map(inLastForm), corrections };
}

/** What is withdrawn, once withdrawals that were withdrawn themselves are left out: the last word counts. */
function withdrawnBy(amendments: readonly Amendment[]): ReadonlySet<string> {
  const withdrawn = new Set<string>();
  for (const amendment of amendments.toReversed())
    if (amendment.type === 'EventWithdrawn' && !withdrawn.has(amendment.id))
      withdrawn.add(amendment.data.target);
  return withdrawn;
}

function replaced(event: RecordedEvent, correction: Correction): RecordedEvent {
  const { occurred, source, data } = correction.data.replacement;
  const form = {
    ...event,
    ...(occurred && { occurred, when: whenOf(occurred.date, correction) }),
    ...(source && { source }),
    ...(data && { data: readData(event, data, correction) }),
  };
  return form as RecordedEvent; // the data was just read with the schema of this event's own type
}

function whenOf(date: string, correction: Correction) {
  const parsed = parseEdtf(date);
  if (!parsed.ok) throw unreadable(correction, parsed.problem);
  return parsed.value;
}

function readData(event: RecordedEvent, data: unknown, correction: Correction) {
  const parsed = eventTypeOf(event.type).data.safeParse(data);
  if (!parsed.success) throw unreadable(correction, parsed.error.message);
  return parsed.data;
}

/** Recording refuses such a correction, so one in the log means that the log is damaged. */
const unreadable = (correction: Correction, problem: string): CaselineError =>
  new CaselineError('log-damaged', `the correction ${correction.id} cannot be read: ${problem}`, {
    event: correction.id,
  });
