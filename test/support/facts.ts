import type { NewEvent, RecordedEvent } from '../../src/domain/events/catalogue.ts';
import { type Party, PUBLIC } from '../../src/domain/parties.ts';
import { endOfDay, type Instant } from '../../src/domain/time/london.ts';
import { decode, piecesOf, storedText } from '../../src/log/codec.ts';
import { CaseHistory } from '../../src/replay/case-history.ts';
import type { Fact } from '../../src/replay/fact.ts';
import { day } from '../domain/time/dates.ts';

/** From where a test looks at a history: the public's hindsight, unless it says otherwise. */
export interface Seen {
  /** `2018-12-01`, a London day. */
  readonly validAt: string;
  readonly viewer?: Party;
  /** A day, to its end in London, or an instant. */
  readonly knownAt?: string | Instant;
  readonly certainty?: 'possible' | 'certain';
}

/** An event as a log holds it after recording: its dates resolved, in the `revision`th place of its case. */
export function recorded<Event extends NewEvent>(
  event: Event,
  revision = 0,
  recordedAt = '2026-01-05T09:00:00.000Z',
): RecordedEvent<Event['type']> {
  const position = String(revision + 1).padStart(12, '0');
  const decoded = decode({ event: storedText(piecesOf(event), recordedAt), position, revision });
  return decoded as RecordedEvent<Event['type']>; // decode keeps the type that it was given
}

/** The facts of one case, whose events are given in log order, on a day. */
export function factsAt(events: readonly NewEvent[], seen: Seen): readonly Fact[] {
  const { viewer = PUBLIC, knownAt = '2199-12-31', certainty = 'possible' } = seen;
  return new CaseHistory(events.map((event, revision) => recorded(event, revision))).facts({
    viewer,
    validAt: day(seen.validAt),
    knownAt: typeof knownAt === 'string' ? endOfDay(day(knownAt)) : knownAt,
    certainty,
  });
}
