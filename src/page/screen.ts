import { gzipSync } from 'node:zlib';
import type { Request } from 'express';
import type { z } from 'zod';
import type { Reply } from '../api/answers.ts';
import type { Feeds } from '../api/feeds.ts';
import { link, type Parameters } from '../api/links.ts';
import { readQuery } from '../api/query.ts';
import { contextOf } from '../api/request-context.ts';
import { type Address, type Asked, narrowed, type Serving, segmentsOf } from '../api/route.ts';
import { type Caller, callerReading, readersVary } from '../api/tokens.ts';
import type { AuthorityName } from '../caseline.ts';
import { type Party, PUBLIC } from '../domain/parties.ts';
import { type Frame, frame, originOf } from './frame.ts';
import type { LinkTo, Screen } from './shown.ts';
import { partyName } from './words.ts';

/** What a screen is asked, and by whom. */
export interface Asking<Query> extends Asked<Query> {
  /** Who is signed in; the public where nobody is. */
  readonly caller: Caller;
  readonly linkTo: LinkTo;
  /** What a form has to send so that the same viewer looks on: as `linkTo` does for links. */
  readonly keepsViewer: Parameters;
  /** Those that the viewer may know of. */
  readonly authorities: readonly AuthorityName[];
  /** With the names of those: "the council of Bradford". */
  readonly partyInWords: (party: Party) => string;
  readonly feeds: Feeds;
  /** Under which name whoever asks has reached this service: `https://caseline.example`. */
  readonly origin: string;
}

interface Definition<Query extends z.ZodObject> {
  readonly path: string;
  /** In `web/templates`. */
  readonly template: string;
  readonly query: Query;
  readonly answerer: (asking: Asking<z.output<Query>>) => Promise<Screen>;
}

/** Makes the page of a frame and what goes into it. */
export type Render = (template: string, context: Context) => string;

interface Context {
  readonly page: Frame;
  readonly [name: string]: unknown;
}

/** An address that answers with a page; it wants to be told how pages are made. */
export type ScreenAddress = (render: Render) => Address;

/** An address that answers with a page, for whoever asks. */
export const screen =
  <Query extends z.ZodObject>({ path, ...shown }: Definition<Query>): ScreenAddress =>
  (render) => ({
    method: 'get',
    path,
    serve: (request, _response, serving) => shownTo(request, serving, render, shown),
  });

/** The page that a request is answered with, also where a form asked for it. */
export async function shownTo<Query extends z.ZodObject>(
  request: Request,
  { caseline, verifier, feeds }: Serving,
  render: Render,
  { template, query, answerer }: Omit<Definition<Query>, 'path'>,
): Promise<Reply> {
  const caller = await callerReading(request, verifier);
  contextOf(request).party = caller.party;
  const asked = readQuery(query, request.url);
  const viewer = narrowed(caller.party, asked.viewAs);
  const keepsViewer: Parameters = caller.party === PUBLIC ? [] : [['viewAs', viewer]];
  const linkTo = (to: string, parameters: Parameters = []) => link(to, [...parameters, ...keepsViewer]);
  const segment = segmentsOf(request);
  const origin = originOf(request);
  const authorities = await caseline.authorities(viewer);
  const nameOf = (la: string) => authorities.find((one) => one.la === la)?.name;
  const partyInWords = (party: Party) => partyName(party, nameOf);
  const shown = await answerer({
    caseline,
    viewer,
    caller,
    query: asked,
    segment,
    linkTo,
    keepsViewer,
    authorities,
    partyInWords,
    feeds,
    origin,
  });
  const page = frame({ request, shown, caller, viewer, partyInWords, linkTo });
  return pageReply(request, render(template, { ...shown.model, page }), caller.party === PUBLIC);
}

/**
 * A page on its way. Only what anybody may read is compressed: the size of the rest would tell of a secret what
 * somebody else can make the page say beside it (BREACH).
 */
export function pageReply(request: Request, html: string, isPublic: boolean): Reply {
  const bytes = Buffer.from(html);
  const zips = isPublic && request.acceptsEncodings('gzip') === 'gzip';
  return {
    status: 200,
    file: { mediaType: htmlType, bytes: zips ? gzipSync(bytes) : bytes },
    headers: {
      ...pageHeaders,
      Vary: `${readersVary}, Accept-Encoding`,
      ...(zips && { 'Content-Encoding': 'gzip' }),
    },
  };
}

export const htmlType = 'text/html; charset=utf-8';

/** Everything comes from here, and nothing of it stands within a page: what a fact says can then do nothing. */
export const pageHeaders = {
  // With no referrer at all, a browser would not tell this service either from where a form comes.
  'Referrer-Policy': 'same-origin',
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
};
