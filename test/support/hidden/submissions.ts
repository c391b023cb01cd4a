import { type EventTypeName, eventTypeNames } from '../../../src/domain/events/catalogue.ts';
import { sent } from '../http.ts';
import type { Signer } from '../http-tokens.ts';
import type { Asked } from './client.ts';
import type { Draw } from './draw.ts';
import { authorities } from './random-event.ts';
import { anAmendment, anyEventOf, anyId, parties } from './random-log.ts';
import { addressOf, numbered, type Probe } from './request.ts';
import { unknownId } from './values.ts';
import { type Entry, known } from './who-may-know.ts';

/** Somebody who records: for a party, in all cases or in one. */
export interface Recorder {
  readonly party: string;
  readonly token: string;
}

/** Every party that records, with a token for all cases and one for Bradford's alone. */
export async function recordersOf(signer: Signer): Promise<readonly Recorder[]> {
  const recorders = parties.flatMap((party) =>
    ['*', '*', '*', ['380']].map(async (record) => ({ party, token: await signer.sign({ party, record }) })),
  );
  return Promise.all(recorders);
}

/** A case as a recorder comes to it: what is in the log, hidden or not, and what they know of it. */
export interface Desk {
  readonly recorder: Recorder;
  readonly log: readonly Entry[];
  readonly now: number;
}

const places = ['380', '380', 'bradford', ...authorities.map(({ la }) => la), '999', 'nowhere'];
const keys = ['key-1', 'key-2', 'key-3', 'two words'];
const tokensOfPositions = ['*', '"start"', 'start', `"${unknownId}"`, 'W/"x"'];

/** For the operations that record, what they are asked with: see `probes`. */
export const recordingProbes: Readonly<Record<string, (log: readonly Entry[]) => Probe>> = {
  'post /v1/authorities/{authority}/events': (log) => ({
    path: { authority: places },
    header: {
      'If-Match': [...tokensOfPositions, ...log.map(({ event }) => `"${event.id}"`)],
      'Idempotency-Key': keys,
    },
  }),
};

/** One random attempt to record something. */
export function anyAttempt(desk: Desk, draw: Draw): Asked {
  const [[operation = '', probe] = []] = Object.entries(recordingProbes);
  const { path, header } = probe?.(desk.log) ?? {};
  const authority = draw.one(path?.authority ?? []);
  const body = anyBody(authority, desk, draw);
  const headers = {
    'Content-Type': 'application/json',
    ...(draw.chance(30) && { 'If-Match': draw.one(header?.['If-Match'] ?? []) }),
    // Without an id and without a key, each of two services would make up an id of its own.
    ...((lacksId(body) || draw.chance(20)) && {
      'Idempotency-Key': draw.one(header?.['Idempotency-Key'] ?? []),
    }),
  };
  const [, template = ''] = operation.split(' ');
  const address = addressOf(template, { authority }, []);
  return numbered({ method: 'POST', path: address, headers, body }, desk.recorder);
}

function lacksId(body: string): boolean {
  if (!body.startsWith('{"')) return false;
  const { events, ...event } = JSON.parse(body) as { id?: string; events?: { id?: string }[] }; // made below
  return (events ?? [event]).some(({ id }) => id === undefined);
}

function anyBody(authority: string, desk: Desk, draw: Draw): string {
  if (draw.chance(4)) return draw.one(['', '{', '[]', '{"events":[]}', '{"type":"Nothing"}']);
  const la = authorities.find((one) => one.la === authority || one.slug === authority)?.la ?? '380';
  const one = (): unknown => anySubmission(la, desk, draw);
  return JSON.stringify(draw.chance(85) ? one() : { events: [one(), one()] });
}

/** An event as it is sent: new, or about something in the log, or in the log already; and not always valid. */
function anySubmission(
  la: string,
  { log, recorder, now }: Desk,
  draw: Draw,
): Readonly<Record<string, unknown>> {
  const isOfThatCase = ({ event }: Entry): boolean => event.caseId === `authority-${la}`;
  const ofThatCase = log.filter(isOfThatCase);
  const kind = draw.upTo(99);
  if (kind < 30 && ofThatCase.length > 0) return sent(anAmendment(draw.one(ofThatCase).event, draw));
  if (kind < 33 && log.length > 0) return sent(anAmendment({ ...draw.one(log).event, id: unknownId }, draw));
  const seen = known(log, recorder.party, now).filter(isOfThatCase);
  if (kind < 43 && seen.length > 0) {
    const again = sent(draw.one(seen).event);
    return draw.chance(60) ? again : { ...again, correlationId: anyId(draw) };
  }
  const type: EventTypeName = draw.one(eventTypeNames);
  const { id, ...event } = sent(anyEventOf(type, { la }, draw));
  if (kind < 46) return { ...event, colour: 'red' };
  if (kind < 48) return { ...event, disclosures: undefined };
  return draw.chance(30) ? event : { id, ...event };
}
