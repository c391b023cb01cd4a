import { gunzipSync } from 'node:zlib';
import { type Asked, type Client, type Heard, headerOf } from './client.ts';
import type { TwoServices } from './service.ts';

/** That two services differ: the proof has failed. */
export class Difference extends Error {
  /** The request that they answer in different ways, where it is one. */
  readonly asked: Asked | undefined;

  constructor(said: string, asked?: Asked) {
    super(asked ? `${written(asked)}\n${said}` : said);
    this.name = 'Difference';
    this.asked = asked;
  }
}

/** What says who asks. */
const secret: ReadonlySet<string> = new Set(['Authorization', 'Cookie']);

/** A request, without its token. */
function written({ method, path, headers, body = '' }: Asked): string {
  const told = Object.entries(headers).filter(([name]) => !secret.has(name));
  return [`${method} ${path}`, ...told.map((pair) => pair.join(': ')), body].filter(Boolean).join('\n');
}

/**
 * Asks both services one thing. They have to answer with the same bytes.
 *
 * @throws Difference
 */
export const same = ({ whole, without }: TwoServices, asked: Asked): Promise<Heard> =>
  sameOfAll([whole, without], asked);

/**
 * Asks several services one thing: all of them have to answer as the first does.
 *
 * @throws Difference
 */
export async function sameOfAll(services: readonly Client[], asked: Asked): Promise<Heard> {
  const [first, ...others] = await Promise.all(services.map((service) => service.ask(asked)));
  if (!first) throw new RangeError('there is nobody to ask');
  for (const other of others) {
    const difference = differenceOf(first, other);
    if (difference !== undefined) throw new Difference(difference, asked);
  }
  if (first.status >= 500 && !isNotYetKnown(first))
    throw new Difference(`all failed, which proves nothing: ${first.body}`, asked);
  return first;
}

/** Refused on purpose, after a wait; what fails is not told when to come back, or later. To HEAD there is no body. */
const isNotYetKnown = (heard: Heard): boolean =>
  heard.status === 503 && headerOf(heard, 'retry-after') === '1';

/** What differs, in words: all of status, headers and body that does. */
export function differenceOf(one: Heard, other: Heard): string | undefined {
  const found = [
    textDifference('status', String(one.status), String(other.status)),
    textDifference('headers', headersOf(one), headersOf(other)),
    textDifference('body', textOf(one), textOf(other)),
    one.body.equals(other.body) ? undefined : 'not the same bytes',
  ].filter((difference) => difference !== undefined);
  return found.length > 0 ? found.join('\n') : undefined;
}

const headersOf = ({ headers }: Heard): string => headers.map((pair) => pair.join(': ')).join('\n');

/** A character for each byte, as it is before it is compressed. */
const textOf = (heard: Heard): string => plain(heard).toString('latin1');

const plain = (heard: Heard): Buffer =>
  headerOf(heard, 'content-encoding') === 'gzip' && heard.body.length > 0
    ? gunzipSync(heard.body)
    : heard.body;

const shown = 160;

/** Where two texts part, and what is there. */
export function textDifference(what: string, one: string, other: string): string | undefined {
  if (one === other) return undefined;
  let at = 0;
  while (one[at] === other[at]) at += 1;
  const from = Math.max(0, at - shown / 2);
  const around = (text: string): string => JSON.stringify(text.slice(from, at + shown));
  return `another in its ${what}, from character ${at}:\n  whole:   ${around(one)}\n  without: ${around(other)}`;
}

/** How many pages of one answer are looked at. */
const mostPages = 8;

/**
 * The same for an address and what it leads to: its permanent link, asked with the ETag that it had, and the pages
 * that follow.
 */
export async function sameThroughout(two: TwoServices, asked: Asked): Promise<Heard> {
  const heard = await same(two, asked);
  if (asked.method !== 'GET' || heard.status !== 200) return heard;
  const { self, next } = linksOf(heard);
  const path = self !== undefined && leadsOnAs(asked.path, self) ? self : asked.path;
  const headers = { ...asked.headers, 'If-None-Match': headerOf(heard, 'etag') ?? '*' };
  await same(two, { ...asked, path, headers });
  let following = next;
  for (let page = 1; following !== undefined && page < mostPages; page += 1)
    following = linksOf(await same(two, { ...asked, path: following })).next;
  return heard;
}

/** A link of what the public sees may name no viewer: whoever looks as the public would follow it as themselves. */
const leadsOnAs = (path: string, self: string): boolean =>
  viewerOf(path) === null || viewerOf(path) === viewerOf(self);

/** As whom an address looks; null where it does not say. */
export const viewerOf = (path: string): string | null => new URL(path, here).searchParams.get('viewAs');

/** What the addresses of an answer are relative to. */
export const here = 'http://caseline.example';

interface Links {
  readonly self?: string | undefined;
  readonly next?: string | undefined;
}

function linksOf(heard: Heard): Links {
  const type = headerOf(heard, 'content-type') ?? '';
  // At the foot of a page stands what it rests on.
  if (type.startsWith('text/html'))
    return { self: addressesIn(heard).findLast((to) => to.includes('position=')) };
  if (!type.startsWith('application/json')) return {};
  const { links = {} } = JSON.parse(heard.body.toString()) as { links?: Record<string, unknown> };
  const text = (link: unknown): string | undefined => (typeof link === 'string' ? link : undefined);
  return { self: text(links.self), next: text(links.next) };
}

/** Where a page leads to, here. */
export const addressesIn = (page: Heard): readonly string[] =>
  [
    ...plain(page)
      .toString()
      .matchAll(/ href="(\/[^"#]*)/g),
  ].map(([, to = '']) => to.replaceAll('&amp;', '&'));
