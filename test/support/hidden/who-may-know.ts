import type { NewEvent } from '../../../src/domain/events/catalogue.ts';

/** An event, and when it is recorded. */
export interface Entry {
  readonly event: NewEvent;
  /** Milliseconds since 1970, UTC. */
  readonly recorded: number;
}

/**
 * When a disclosure written so begins to count, by hand from a calendar: the last day that it may mean, and of
 * that the first moment in London, an hour ahead of UTC in summer. The proof must not take the engine's word.
 */
const beginnings = {
  '2012': '2012-12-31T00:00:00Z',
  '2014-01-01': '2014-01-01T00:00:00Z',
  '2014-02/2014-03': '2014-03-30T23:00:00Z',
  '2018-10-24': '2018-10-23T23:00:00Z',
  '2018-10-29': '2018-10-29T00:00:00Z',
  '2018-10-XX': '2018-10-31T00:00:00Z',
  '{2018-10-24,2018-10-29}': '2018-10-29T00:00:00Z',
  '2019-02': '2019-02-28T00:00:00Z',
  '2026-02-01': '2026-02-01T00:00:00Z',
  '2026-05': '2026-05-30T23:00:00Z',
  '2026-05-31/2026-06-02': '2026-06-01T23:00:00Z',
  '2026-06-01': '2026-05-31T23:00:00Z',
  '2026-06-02': '2026-06-01T23:00:00Z',
  '2026-06': '2026-06-29T23:00:00Z',
  '2026-06-XX': '2026-06-29T23:00:00Z',
  '2199': '2199-12-31T00:00:00Z',
} as const;

/** Days and stretches of days from which something may be disclosed. */
export const writtenDays = Object.keys(beginnings);

function beginningOf(from: string): number {
  if (from.endsWith('Z')) return Date.parse(from);
  const begins = beginnings[from as keyof typeof beginnings] as string | undefined; // undefined for any other text
  if (begins === undefined) throw new Error(`say in beginnings when '${from}' begins`);
  return Date.parse(begins);
}

/**
 * From when a party may know each event of a log, by id; what it may never know is not there. An event may be known
 * from the first of its disclosures to the party or to the public on; the party that recorded it knows it from
 * its recording at the latest, and so do auditors, for whom any disclosure counts. What amends an event may not
 * be known before that.
 */
export function knownFrom(log: readonly Entry[], party: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { event, recorded } of log) {
    const isAuditor = party === 'auditor';
    const told = event.disclosures
      .filter(({ to }) => to === 'public' || to === party || isAuditor)
      .map(({ from }) => beginningOf(from));
    const own = isAuditor || event.recordedBy.party === party ? [recorded] : [];
    let from = Math.min(...told, ...own);
    if ('target' in event.data)
      from = Math.max(from, found.get(event.data.target) ?? Number.POSITIVE_INFINITY);
    if (from < Number.POSITIVE_INFINITY) found.set(event.id, from);
  }
  return found;
}

/** What a party may know of a log at an instant. */
export function known(log: readonly Entry[], party: string, at: number): readonly Entry[] {
  const from = knownFrom(log, party);
  return log.filter(({ event }) => (from.get(event.id) ?? Number.POSITIVE_INFINITY) <= at);
}

/**
 * The same in the order in which the party came to be able to read it here: by the later of when it was recorded
 * and when they may know it; then as recorded.
 */
export function inOrderOfReading(log: readonly Entry[], party: string, at: number): readonly Entry[] {
  const from = knownFrom(log, party);
  const readable = ({ event, recorded }: Entry): number =>
    Math.max(recorded, from.get(event.id) ?? Number.POSITIVE_INFINITY);
  return log.filter((entry) => readable(entry) <= at).sort((a, b) => readable(a) - readable(b));
}
