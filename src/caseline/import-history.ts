import { CaselineError } from '../domain/failure.ts';
import type { Instant } from '../domain/time/london.ts';
import type { History } from '../ingest/history.ts';
import { visible } from '../replay/visible.ts';
import type { Histories } from './histories.ts';
import type { Recording } from './recording.ts';

/** What became of the events of a history. */
export interface Imported {
  readonly recorded: number;
  readonly alreadyThere: number;
  readonly refused: readonly { readonly id: string; readonly type: unknown; readonly error: CaselineError }[];
}

/**
 * Records a history: what the log has already is compared and left alone, the rest is recorded together. Where
 * that is refused, each event is tried on its own, so that one wrong fact does not keep out the others.
 */
export async function importHistory(
  history: History,
  recording: Recording,
  histories: Histories,
  now: Instant,
): Promise<Imported> {
  const { caseId, recordedBy } = history;
  const { events } = await histories.load(caseId);
  const inLog = visible(events, recordedBy.party, now);
  const known = new Set(inLog.map((event) => event.id));
  const begins = history.events.find(({ type }) => type === 'AuthorityRegistered');
  const isBegun = inLog.some(({ type }) => type === 'AuthorityRegistered');
  if (begins && isBegun && !known.has(begins.id)) return begunElsewhere(history, begins);
  const fresh = history.events.filter((event) => !known.has(event.id));
  try {
    const receipt =
      fresh.length > 0 ? await recording.record({ caseId, recordedBy, events: fresh }) : undefined;
    if (receipt?.alreadyThere) return oneByOne(history, recording);
  } catch (error) {
    if (!(error instanceof CaselineError)) throw error;
    return oneByOne(history, recording);
  }
  const compared = await oneByOne(
    { ...history, events: history.events.filter((event) => known.has(event.id)) },
    recording,
  );
  return { ...compared, recorded: fresh.length };
}

/** It would tell again, under other names, what others have told already. */
function begunElsewhere({ caseId }: History, { id, type }: History['events'][number]): Imported {
  const error = new CaselineError(
    'rule-broken',
    `${caseId} was begun by other records, and a history tells a case from its beginning: import it before them, into another log.`,
    { caseId },
  );
  return {
    recorded: 0,
    alreadyThere: 0,
    refused: [{ id, type, error }],
  };
}

async function oneByOne({ caseId, recordedBy, events }: History, recording: Recording): Promise<Imported> {
  let recorded = 0;
  let alreadyThere = 0;
  const refused: Imported['refused'][number][] = [];
  for (const event of events) {
    try {
      const receipt = await recording.record({ caseId, recordedBy, events: [event] });
      if (receipt.alreadyThere) alreadyThere += 1;
      else recorded += 1;
    } catch (error) {
      if (!(error instanceof CaselineError)) throw error;
      refused.push({ id: event.id, type: event.type, error });
    }
  }
  return { recorded, alreadyThere, refused };
}
