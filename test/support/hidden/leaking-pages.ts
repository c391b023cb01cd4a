import type { Request } from 'express';
import type { Reply } from '../../../src/api/answers.ts';
import { Refusal } from '../../../src/api/problems.ts';
import { contextOf } from '../../../src/api/request-context.ts';
import type { Address, Pages } from '../../../src/api/route.ts';
import type { Caseline } from '../../../src/caseline.ts';

/** How many events there are, whoever may know them. */
export async function countOf(caseline: Caseline): Promise<number> {
  let count = 0;
  for await (const _ of caseline.everything('auditor')) count += 1;
  return count;
}

/** Something that a page does beside what it is to do. */
type Leak = (serve: Address['serve']) => Address['serve'];

const telling =
  (tell: (reply: Reply, count: number, request: Request) => Reply): Leak =>
  (serve) =>
  async (request, response, serving) => {
    const reply = await serve(request, response, serving);
    return reply && tell(reply, await countOf(serving.caseline), request);
  };

const withHeader = (reply: Reply, name: string, value: string): Reply => ({
  ...reply,
  headers: { ...reply.headers, [name]: value },
});

/** Where a page is not compressed. */
function withText(reply: Reply, text: string): Reply {
  if (!reply.file || reply.headers?.['Content-Encoding']) return reply;
  const { mediaType, bytes } = reply.file;
  return { ...reply, file: { mediaType, bytes: Buffer.concat([bytes, Buffer.from(text)]) } };
}

/** Ways to tell of what is hidden, each with where a proof finds it: to HEAD, only the headers give it away. */
export const leaks: readonly (readonly [what: string, leak: Leak, found: RegExp])[] = [
  [
    'a page whose count has them in it',
    telling((reply, count, { path }) =>
      path === '/deadlines' ? withText(reply, `<p>${count} facts</p>`) : reply,
    ),
    /^(GET|HEAD) \/deadlines\b[\s\S]*another in its (body|headers)/m,
  ],
  [
    'an ETag made of how long the log is',
    telling((reply, count) => withHeader(reply, 'ETag', `"${count}"`)),
    /another in its headers.*\n.*ETag: /,
  ],
  [
    'a cookie that is set when somebody signs out',
    telling((reply, count, { path }) =>
      path === '/sign-out' ? withHeader(reply, 'Set-Cookie', `seen=${count}`) : reply,
    ),
    /^POST \/sign-out\b[\s\S]*another in its headers/m,
  ],
  [
    'an address to go on to',
    telling((reply, count) =>
      reply.status === 303 ? withHeader(reply, 'Location', `/?seen=${count}`) : reply,
    ),
    /^POST \/[\s\S]*another in its headers.*\n.*Location: /m,
  ],
  [
    'how long what the browser has stays good',
    telling((reply, count, { headers }) =>
      headers['if-none-match'] ? withHeader(reply, 'Cache-Control', `max-age=${count}`) : reply,
    ),
    /^If-None-Match: [\s\S]*another in its headers/m,
  ],
  [
    'a permanent link that does not keep its word',
    telling((reply, count, { path, url }) =>
      path === '/' && url.includes('position=') ? withText(reply, `<!-- ${count} -->`) : reply,
    ),
    /^(GET|HEAD) \/\?.*position=[\s\S]*another in its (body|headers)/m,
  ],
  [
    'a line of the log',
    telling((reply, count, request) => {
      contextOf(request).route = `${request.path} of ${count}`;
      return reply;
    }),
    /another in its log/,
  ],
  [
    'the name of an authority on the page that says that there is none',
    (serve) => async (request, response, serving) => {
      try {
        return await serve(request, response, serving);
      } catch (error) {
        const authorities = await serving.caseline.authorities('auditor');
        const hidden = authorities.find(({ slug }) => request.path.endsWith(slug));
        throw hidden ? new Refusal('unknown-authority', `${hidden.name} is under embargo.`) : error;
      }
    },
    /^(GET|HEAD) \/authorities\/[\s\S]*another in its (body|headers)/m,
  ],
  [
    'a page that is kept, and shown to whoever comes next',
    (serve) => {
      const kept = new WeakMap<Caseline, Map<string, Reply | undefined>>();
      return async (request, response, serving) => {
        const ofService = kept.get(serving.caseline) ?? new Map<string, Reply | undefined>();
        kept.set(serving.caseline, ofService);
        const reply = ofService.get(request.path) ?? (await serve(request, response, serving));
        if (request.method === 'GET') ofService.set(request.path, reply);
        return reply;
      };
    },
    /^(GET|HEAD) \//m,
  ],
];

export const leaking = (pages: Pages, leak: Leak): Pages => ({
  ...pages,
  addresses: pages.addresses.map((address) => ({ ...address, serve: leak(address.serve) })),
});
