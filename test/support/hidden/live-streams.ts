import type { Message } from '../sse.ts';
import type { Asked } from './client.ts';
import { sameOfAll } from './difference.ts';
import type { Draw } from './draw.ts';
import { type AnsweredBy, liveProbes } from './live-probes.ts';
import { addressOf, anyValues, type Drawn, numbered, type Pairs } from './request.ts';
import type { Service } from './service.ts';
import { type Following, follow, hashOf, type Known, statesOf, until } from './stream.ts';
import type { Names } from './values.ts';
import type { Viewer } from './viewers.ts';

/** What a stream is asked for with. */
export interface Request {
  readonly operation: string;
  readonly drawn: Drawn;
  /** Of a reader of states who comes back: what they have. */
  readonly before?: Known | undefined;
}

/** One request for a stream, as each of several services answers it. */
export interface Stream extends Request {
  readonly asked: Asked;
  readonly on: readonly Following[];
  /** Of a stream of states. */
  readonly answeredBy: AnsweredBy | undefined;
}

/** Opens it on several services; each has then found its first message, or sent what went before. */
export async function openOn(
  services: readonly Service[],
  viewer: Viewer,
  request: Request,
): Promise<Stream> {
  const { segments, query, header } = request.drawn;
  const [, template = ''] = request.operation.split(' ');
  const asked = numbered(
    { method: 'GET', path: addressOf(template, segments, query), headers: header },
    viewer,
  );
  const on = await Promise.all(services.map((service) => follow(service, asked)));
  // What comes while the events before it are still being sent may come before or after they are said to be all.
  const isOfEvents = !liveProbes[request.operation]?.answeredBy;
  for (const following of on)
    if (isOfEvents && following.isStream)
      await until(following, 'caught-up', ({ messages }) => messages.some(saysSo), asked);
  const followed = { ...segments, ...(await codeOf(services, viewer, request)) };
  return { ...request, asked, on, answeredBy: liveProbes[request.operation]?.answeredBy?.(followed, query) };
}

const saysSo = ({ event }: Message): boolean => event === 'caught-up';

/** A stream goes on with the authority that it began with, also when another one has its name. */
async function codeOf(
  services: readonly Service[],
  viewer: Viewer,
  { drawn: { segments, query } }: Request,
): Promise<{ readonly authority?: string }> {
  const { authority } = segments;
  if (authority === undefined) return {};
  const viewAs = query.filter(([name]) => name === 'viewAs');
  const path = addressOf('/v1/authorities/{authority}', { authority }, viewAs);
  const { status, body } = await sameOfAll(services, numbered({ method: 'GET', path }, viewer));
  const answer = JSON.parse(body.toString()) as { readonly authority?: { readonly la: string } };
  return status === 200 && answer.authority ? { authority: answer.authority.la } : {};
}

/** The request for all events from the first on. */
export const everyEvent = ({ looksAs }: Viewer): Request => ({
  operation: 'get /v1/live/events',
  drawn: {
    segments: {},
    header: {},
    query: [['after', 'start'], ...(looksAs === undefined ? [] : ([['viewAs', looksAs]] as const))],
  },
});

export function anyFollowing(names: Names, viewer: Viewer, draw: Draw): Request {
  const operation = draw.one([...Object.keys(liveProbes), 'get /v1/live/events', 'get /v1/live/events']);
  const [, template = ''] = operation.split(' ');
  const probe = liveProbes[operation]?.probe(names) ?? {};
  return { operation, drawn: anyValues(template, probe, viewer, draw) };
}

/** The same request by somebody who comes back with the id of a message that they had. */
export function again(
  { operation, drawn }: Request,
  id: string,
  before: Known | undefined,
  draw: Draw,
): Request {
  const query = drawn.query.filter(([name]) => name !== 'after');
  const isByHeader = draw.chance(50);
  return {
    operation,
    before,
    drawn: {
      ...drawn,
      query: isByHeader ? query : [...query, ['after', id]],
      header: isByHeader ? { 'Last-Event-ID': id } : {},
    },
  };
}

/** The same question put once, for now or for a basis. */
export const askedOnce = ({ answeredBy }: Stream, viewer: Viewer, basis: Pairs = []): Asked =>
  numbered({ method: 'GET', path: answeredBy?.at(basis) ?? '/' }, viewer);

/** The hash of a state in an answer; undefined for a refusal. */
export function hashIn({ answeredBy }: Stream, status: number, body: Buffer): string | undefined {
  if (status !== 200 || !answeredBy) return undefined;
  const answer = JSON.parse(body.toString()) as Readonly<Record<string, unknown>>;
  return hashOf(answer[answeredBy.name]);
}

/** The hash of the last state that a reader has. */
export function lastHash({ before }: Stream, { reader }: Following): string | undefined {
  const last = reader.messages.findLast(({ event }) => event === 'state' || event === 'patch');
  return last ? (last.data.hash ?? last.data.after) : before?.hash;
}

/** What came, without how a service that stops ends it. */
export const said = ({ reader: { text } }: Following): string =>
  text.includes('\nevent: end\n') ? text.slice(0, text.lastIndexOf('retry: ')) : text;

/** What the reader knows after each message of a stream of states. */
export const statesKnown = (stream: Stream, following: Following): readonly Known[] =>
  statesOf(following.reader.messages, stream.asked, stream.before?.state);
