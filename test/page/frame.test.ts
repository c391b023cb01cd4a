import { gunzipSync } from 'node:zlib';
import { openPages } from '../../src/page/pages.ts';
import { startTestApi, type TestApi } from '../support/http.ts';
import { history, recordedHistory } from '../support/http-history.ts';
import { makeSigner, type Signer } from '../support/http-tokens.ts';
import { type Visited, visit } from '../support/visitor.ts';

const pages = openPages();

let signer: Signer;
let api: TestApi;
let council: string;
let auditor: string;

beforeAll(async () => {
  signer = await makeSigner();
  [council, auditor] = await Promise.all([
    signer.sign({ party: 'council:380' }),
    signer.sign({ party: 'auditor', sub: '<b>Ann</b> Other' }),
  ]);
  api = await startTestApi({ verifier: signer.verifier, events: recordedHistory, pages, conforming: false });
});
afterAll(() => api.close());

const segments: Readonly<Record<string, string>> = { authority: 'bradford', id: history.judged2018.id };

/** Every address that answers a browser with a page. */
const screens = pages.addresses
  .filter(({ method, path }) => method === 'get' && !path.startsWith('/assets/'))
  .map(({ path }) =>
    path.replaceAll(/\{(\w+)\}/g, (_, name) => segments[name] ?? `no ${name} is known here`),
  );

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const forbidden: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a script within the page', /^<script(?![^>]* src="\/assets\/)/i],
  ['a style within the page', /^<style|\sstyle\s*=/i],
  ['a handler within the page', /\son[a-z]+\s*=/i],
  ['an address that is a script', /(?:href|src|action)\s*=\s*"?\s*javascript:/i],
  ['something of elsewhere', /^<(?:script|link|img|iframe|object|embed)[^>]*(?:src|href)="(?:https?:|\/\/)/i],
  ['a form to elsewhere', /^<form[^>]*action="(?!\/(?!\/))/i],
];

function looked({ text }: Visited): readonly string[] {
  const tags = text.match(/<[a-z][^>]*>/gi) ?? [];
  return forbidden.flatMap(([what, pattern]) =>
    tags.filter((tag) => pattern.test(tag)).map((tag) => `${what}: ${tag}`),
  );
}

describe('every page', () => {
  it.each([...screens, '/nowhere', '/about?viewAs=dfe', '/about?colour=red'])(
    '%s has nothing within it that runs, and may load nothing from elsewhere',
    async (path) => {
      for (const session of [undefined, council, auditor]) {
        const page = await visit(api, path, session === undefined ? {} : { session });
        expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
        expect(page.headers['content-security-policy']).toBe(policy);
        expect(page.headers['x-content-type-options']).toBe('nosniff');
        expect(looked(page)).toEqual([]);
        expect(page.text.match(/<h1/g)).toHaveLength(1);
        expect(page.text).toMatch(/^<!doctype html>\n<html lang="en-GB"/);
        const ids = [...page.text.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
        expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
      }
    },
  );

  it.each(screens)('%s is kept by nobody else, and asked about each time', async (path) => {
    for (const [session, kept] of [
      [undefined, 'private, no-cache'],
      [council, 'no-store'], // whoever signs out leaves nothing to who comes next
    ] as const) {
      const visiting = session === undefined ? {} : { session };
      const { status, headers } = await visit(api, path, visiting);
      expect(status).toBe(200);
      expect(headers['cache-control']).toBe(kept);
      expect(headers.vary).toBe('Authorization, Cookie, Accept-Encoding');
      const again = await visit(api, path, {
        ...visiting,
        headers: { 'If-None-Match': headers.etag ?? '' },
      });
      expect([again.status, again.text]).toEqual([304, '']);
    }
  });

  it.each(screens)('%s is compressed for the public alone: a secret shows in the size', async (path) => {
    const zipped = { headers: { 'Accept-Encoding': 'gzip, br' } };
    const own = await visit(api, path, zipped);
    expect(own.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(own.bytes).toString()).toBe((await visit(api, path)).text);
    if (path === '/sign-in') return; // holds nothing that is anybody's
    for (const session of [council, auditor]) {
      const { headers, text } = await visit(api, path, { ...zipped, session });
      expect([headers['content-encoding'], text.slice(0, 9)]).toEqual([undefined, '<!doctype']);
    }
    const asThePublic = await visit(api, `${path}?viewAs=public`, { ...zipped, session: council });
    expect(asThePublic.headers['content-encoding']).toBeUndefined();
  });

  it('would not pass if it held something that runs', () => {
    const text = [
      '<script>1</script>',
      '<p style="color: red">',
      '<svg onload="x()">',
      '<a href="javascript:x()">',
      '<script src="https://evil.example/x.js">',
      '<form action="//evil.example">',
    ].join('');
    expect(looked({ text } as Visited)).toHaveLength(7); // the script of elsewhere is two faults; nothing else is read
  });

  it('that leads on holds nothing, and may load nothing', async () => {
    const { headers, text } = await visit(api, '/sign-out', { form: {} });
    expect([headers['content-security-policy'], text]).toEqual([policy, '']);
  });
});

describe('the frame', () => {
  const others = ({ text }: Visited): string[] =>
    [...text.matchAll(/<a [^>]*href="([^"]*)">Look as ([^<]*)<\/a>/g)].map(
      ([, href, name]) => `${name}: ${href?.replaceAll('&amp;', '&')}`,
    );

  it('says as whom one looks, and offers to look as the public', async () => {
    const stranger = await visit(api, '/about');
    expect(stranger.text).toContain('Looking as <strong>the public</strong>');
    expect(stranger.text).toContain('href="/sign-in?next=%2Fabout"');
    expect(others(stranger)).toEqual([]);
    const own = await visit(api, '/about', { session: council });
    expect(own.text).toContain('Looking as <strong>the council of Bradford</strong>');
    expect(others(own)).toEqual(['the public: /about?viewAs=public']);
    const narrowed = await visit(api, '/about?viewAs=public', { session: council });
    expect(narrowed.text).toContain('Looking as <strong>the public</strong>');
    expect(others(narrowed)).toEqual(['the council of Bradford: /about?viewAs=council%3A380']);
  });

  it('offers an auditor to look as whom the screen concerns, with its question', async () => {
    const page = await visit(api, '/authorities/bradford?asOf=2018-10-26', { session: auditor });
    const at = '/authorities/bradford?asOf=2018-10-26&viewAs=';
    expect(others(page)).toEqual([
      `the public: ${at}public`,
      `the council of Bradford: ${at}council%3A380`,
      `the children’s trust of Bradford: ${at}trust%3A380`,
      `Ofsted: ${at}ofsted`,
      `the Department for Education: ${at}dfe`,
    ]);
    expect(page.text).toContain('(signed in: &lt;b&gt;Ann&lt;/b&gt; Other)');
  });

  it('leads on as the same viewer, and marks where one is', async () => {
    const links = async (path: string, session?: string): Promise<readonly string[]> => {
      const { text } = await visit(api, path, session === undefined ? {} : { session });
      const [navigation = ''] = /<nav class="cl-header__navigation"[\s\S]*?<\/nav>/.exec(text) ?? [];
      return [...navigation.matchAll(/<a href="([^"]*)"( aria-current="page")?>/g)].map(
        ([, href, here]) => `${href}${here ? ' here' : ''}`,
      );
    };
    expect(await links('/about')).toEqual(['/', '/deadlines', '/about here', '/docs']);
    expect(await links('/docs', council)).toEqual([
      '/?viewAs=council:380',
      '/deadlines?viewAs=council:380',
      '/about?viewAs=council:380',
      '/docs?viewAs=council:380 here',
    ]);
    expect(await links('/nowhere', council)).toEqual(['/', '/deadlines', '/about', '/docs']);
  });
});

describe('a problem', () => {
  const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

  it.each([
    ['/nowhere', browser, 'text/html; charset=utf-8'],
    ['/nowhere', '*/*', 'application/problem+json; charset=utf-8'],
    ['/nowhere', 'application/json', 'application/problem+json; charset=utf-8'],
    ['/nowhere', 'image/png', 'application/problem+json; charset=utf-8'],
    ['/v1/nowhere', browser, 'text/html; charset=utf-8'],
    ['/v1/authorities/nowhere', browser, 'application/problem+json; charset=utf-8'],
    ['/problems/nothing', browser, 'application/problem+json; charset=utf-8'],
    ['/assets/nothing', browser, 'text/html; charset=utf-8'],
    ['/events/%ff', browser, 'text/html; charset=utf-8'],
  ])('at %s for who accepts %s is %s', async (path, accept, type) => {
    const { status, headers } = await visit(api, path, { headers: { Accept: accept } });
    expect([status, headers['content-type']]).toEqual([path === '/events/%ff' ? 400 : 404, type]);
    expect(headers['cache-control']).toBe('no-store');
  });

  it('says what was wrong with the question of a page', async () => {
    const { status, text } = await visit(api, '/about?colour=red');
    expect(status).toBe(400);
    expect(text).toContain('<strong>colour</strong>: there is no such parameter');
    expect(text).toContain('<a class="govuk-link" href="/about">begin again</a>');
  });

  it('says it once, and which dates there are', async () => {
    for (const [path, says] of [
      ['/?validAt=2201-01-01', 'must be a date such as 2018-10-26, in the years 1800 to 2200'],
      ['/deadlines?asOf=2200-01-01', 'asOf 2200-01-01 lies in the future'],
      [
        '/authorities/bradford?knownAt=now',
        'or an instant such as 2018-10-26T09:00:00Z, in the years 1800 to 2200',
      ],
    ] as const) {
      const { status, text } = await visit(api, path);
      expect([status, text.split(says).length - 1]).toEqual([400, 1]);
      expect(text).toContain(`<a class="govuk-link" href="${path.split('?')[0]}">begin again</a>`);
    }
  });

  it('of an address where there is nothing is for people', async () => {
    for (const path of ['/nowhere', '/authorities/bradford/', '/sign-out']) {
      const { text } = await visit(api, path, { session: council });
      expect(text).toContain('There is no page at this address.');
      expect(text).not.toMatch(/openapi|GET/);
    }
  });

  it('of who may not look so leads to the page as they may', async () => {
    for (const [who, session] of [
      ['the public', undefined],
      ['yourself', council],
    ] as const) {
      const { status, text } = await visit(api, '/about?viewAs=dfe', session ? { session } : {});
      expect(status).toBe(403);
      expect(text).toContain(`<a class="govuk-link" href="/about">look as ${who}</a>`);
    }
  });

  it('shows what was asked as text', async () => {
    const { text } = await visit(api, '/about?%3Cscript%3Ealert(1)%3C/script%3E=1');
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text).not.toContain('<script>alert');
  });

  it('of a page that is sent what it does not take names what it does', async () => {
    const { status, headers } = await visit(api, '/about', { form: {} });
    expect([status, headers.allow, headers['content-type']]).toEqual([
      405,
      'GET, HEAD, OPTIONS',
      'text/html; charset=utf-8',
    ]);
  });

  it('leads nobody elsewhere, whatever address was asked for', async () => {
    for (const path of ['//evil.example/', '//evil.example/about', 'http://evil.example/nowhere']) {
      const { text } = await visit(api, path);
      expect(text).not.toContain('evil.example');
    }
  });
});

describe('what pages are drawn with', () => {
  const named = async (): Promise<readonly string[]> => {
    const { text } = await visit(api, '/about');
    return [...text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path = '']) => path);
  };

  it('is there, and kept for ever where its name is that of its content', async () => {
    const types: Readonly<Record<string, string>> = {
      js: 'text/javascript; charset=utf-8',
      css: 'text/css; charset=utf-8',
      svg: 'image/svg+xml',
    };
    const paths = await named();
    expect(paths.map((path) => path.split('.').at(-1)).sort()).toEqual(['css', 'js', 'svg']);
    for (const path of paths) {
      const { status, headers } = await visit(api, path, { session: council });
      expect([status, headers['content-type']]).toEqual([200, types[path.split('.').at(-1) ?? '']]);
      const isHashed = /-[\w-]{8}\.\w+$/.test(path);
      expect([path, headers['cache-control']]).toEqual([
        path,
        isHashed ? 'public, max-age=31536000, immutable' : 'public, no-cache',
      ]);
      expect(headers.vary).toBe('Accept-Encoding');
      expect(headers['set-cookie']).toBeUndefined();
      const again = await visit(api, path, { headers: { 'If-None-Match': headers.etag ?? '' } });
      expect(again.status).toBe(304);
    }
  });

  it('is compressed where that is accepted', async () => {
    for (const path of await named()) {
      const plain = await visit(api, path);
      expect(plain.headers['content-encoding']).toBeUndefined();
      for (const none of ['br', 'gzip;q=0', 'identity', '']) {
        const other = await visit(api, path, { headers: { 'Accept-Encoding': none } });
        expect([none, other.bytes.equals(plain.bytes)]).toEqual([none, true]);
      }
      for (const some of ['gzip', 'br, gzip;q=0.5', '*']) {
        const zipped = await visit(api, path, { headers: { 'Accept-Encoding': some } });
        expect([some, zipped.headers['content-encoding']]).toEqual([some, 'gzip']);
        expect(gunzipSync(zipped.bytes).equals(plain.bytes)).toBe(true);
        expect(zipped.headers.etag).not.toBe(plain.headers.etag);
      }
    }
  });

  it.each([
    '/assets/',
    '/assets/nothing.js',
    '/assets/..',
    '/assets/%2e%2e',
    '/assets/../../package.json',
    '/assets/..%2f..%2fpackage.json',
    '/assets/..%5c..%5cpackage.json',
    '/assets/%2e%2e%2f.vite%2fmanifest.json',
    '/assets/constructor',
    '/assets/__proto__',
    '/assets/icon.svg/',
  ])('is nothing else: %s', async (path) => {
    const { status, text } = await visit(api, path);
    expect(status).toBe(404);
    expect(text).not.toContain('"name": "caseline"');
  });
});
