import { Difference, sameThroughout } from './difference.ts';
import { type ServiceOptions, serveTwo } from './service.ts';
import { type Entry, known } from './who-may-know.ts';

/**
 * What a failure comes down to: events are taken away as long as two services still answer the request in different
 * ways, and what is left is told.
 */
export async function smallest(
  log: readonly Entry[],
  party: string,
  until: number,
  found: Difference,
  options: ServiceOptions,
): Promise<Error> {
  let left = log;
  let difference = found;
  for (const entry of log.toReversed()) {
    const fewer = left.filter((one) => one !== entry);
    const still = await asksAlone(fewer, party, until, found, options);
    if (!still) continue;
    left = fewer;
    difference = still;
  }
  return inFull(difference, left, party, until);
}

/** The difference where the request, asked alone, still shows one. */
async function asksAlone(
  log: readonly Entry[],
  party: string,
  until: number,
  { asked }: Difference,
  options: ServiceOptions,
): Promise<Difference | undefined> {
  if (!asked) return undefined;
  const two = await serveTwo(log, party, until, options);
  try {
    await sameThroughout(two, asked);
    return undefined;
  } catch (error) {
    if (error instanceof Difference) return error;
    throw error;
  } finally {
    await two.close();
  }
}

/** A difference with whom it was shown to, and the log. */
export function inFull(difference: Error, log: readonly Entry[], party: string, until: number): Error {
  const seen = new Set(known(log, party, until));
  const lines = log.map((entry) => `${seen.has(entry) ? 'known ' : 'HIDDEN'} ${told(entry)}`);
  return new Error(`to ${party}:\n${difference.message}\nwith this log:\n${lines.join('\n')}`);
}

/** One line for an event. */
const told = ({ event, recorded }: Entry): string => {
  const line = [
    event.id,
    event.caseId,
    event.type,
    event.occurred.date,
    `by ${event.recordedBy.party} at ${new Date(recorded).toISOString()}`,
    JSON.stringify(event.disclosures),
    JSON.stringify(event.data),
  ].join(' ');
  return line.length > mostInALine ? `${line.slice(0, mostInALine)}…` : line;
};

const mostInALine = 500;
