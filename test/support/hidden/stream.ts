import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import canonicalize from 'canonicalize';
import patches from 'fast-json-patch';
import { type Message, SseReader } from '../sse.ts';
import { type Asked, headersOf, statusOf } from './client.ts';
import { Difference } from './difference.ts';
import type { Service } from './service.ts';

/** One stream as one service gives it, or the refusal. */
export interface Following {
  readonly service: Service;
  readonly reader: SseReader;
  /** Status and headers. */
  readonly head: string;
  readonly isStream: boolean;
}

/** Opens a stream, which has then found its first message, or reads the refusal. */
export async function follow(service: Service, asked: Asked): Promise<Following> {
  const response = await service.open(asked);
  const reader = new SseReader(response);
  reader.read();
  const headers = headersOf(response);
  const isStream = headers.some(([, value]) => value.startsWith('text/event-stream'));
  if (!isStream) await reader.ended();
  const head = [statusOf(response), ...headers.map((pair) => pair.join(': '))].join('\n');
  return { service, reader, head, isStream };
}

/** Nothing that is waited for takes so long, in milliseconds. */
const longEnough = 10_000;

/**
 * Waits until something is so of a stream, or it has ended.
 *
 * @throws Difference where it does not come to be
 */
export function until(
  { reader }: Following,
  what: string,
  isSo: (reader: SseReader) => boolean,
  asked: Asked,
): Promise<void> {
  const hasEnded = (): boolean => reader.messages.at(-1)?.event === 'end';
  return inTime(
    reader.until((one) => isSo(one) || hasEnded()),
    () => new Difference(`${what} never came: …${reader.text.slice(-2_000)}`, asked),
  );
}

/** Waits until all has been read of a stream that its service has ended. */
export const ended = ({ reader }: Following, asked: Asked): Promise<void> =>
  inTime(reader.ended(), () => new Difference(`it never ended: …${reader.text.slice(-2_000)}`, asked));

async function inTime(came: Promise<unknown>, late: () => Error): Promise<void> {
  const controller = new AbortController();
  const isLate = setTimeout(longEnough, true, { signal: controller.signal }).catch(() => false);
  const found = await Promise.race([came.then(() => false), isLate]);
  controller.abort();
  if (found) throw late();
}

/** What a reader of a state knows after each message, which has to follow from what they knew before. */
export interface Known {
  readonly id: string | undefined;
  readonly basis: Basis;
  readonly hash: string;
  readonly state: unknown;
}

export interface Basis {
  readonly validAt: string;
  readonly knownAt: string;
  readonly position: string;
}

/**
 * Goes through the messages of a stream of states as its reader does.
 *
 * @param before what the reader came back with: the first message may then be a patch of that
 * @throws Difference where a message does not lead to what it says
 */
export function statesOf(messages: readonly Message[], asked: Asked, before?: unknown): readonly Known[] {
  let state = before;
  const found: Known[] = [];
  for (const { event, id, data } of messages) {
    if (event === 'end') break;
    if (event === 'state') state = data.state;
    else {
      if (hashOf(state) !== data.before)
        throw new Difference(`a patch is not of what was there: ${id}`, asked);
      state = patches.applyPatch(state, data.patch, true, false).newDocument;
    }
    const hash = event === 'state' ? data.hash : data.after;
    if (hashOf(state) !== hash)
      throw new Difference(`a message makes another state than it says: ${id}`, asked);
    found.push({ id, basis: data.basis, hash, state });
  }
  return found;
}

/** As the description has it: SHA-256, hex, of the canonical JSON (RFC 8785). */
export const hashOf = (state: unknown): string =>
  createHash('sha256')
    .update(canonicalize(state) ?? 'nothing')
    .digest('hex');
