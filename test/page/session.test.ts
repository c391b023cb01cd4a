import { openPages } from '../../src/page/pages.ts';
import { anEvent } from '../support/events.ts';
import { sent, startTestApi, type TestApi } from '../support/http.ts';
import { recordedHistory } from '../support/http-history.ts';
import { makeSigner, type Signer } from '../support/http-tokens.ts';
import { follow } from '../support/sse.ts';
import { type Visited, type Visiting, visit } from '../support/visitor.ts';

const pages = openPages();
const expires = new Date('2100-01-01T00:00:00Z');
const asked = '/v1/authorities/bradford/case?asOf=2018-10-26';

let signer: Signer;
let api: TestApi;
let token: string;
let expired: string;

beforeAll(async () => {
  signer = await makeSigner();
  token = await signer.sign({ party: 'council:380', record: '*', sub: 'Ann Other', expires });
  expired = await signer.sign({ party: 'council:380', expires: '-1m' });
  api = await startTestApi({
    verifier: signer.verifier,
    events: recordedHistory,
    pages,
    trustedProxies: 1,
    conforming: false,
  });
});
afterAll(() => api.close());

const signIn = (form: Visiting['form'], headers: Visiting['headers'] = {}): Promise<Visited> =>
  visit(api, '/sign-in', { form: form ?? {}, headers });

const cookieOf = ({ headers }: Visited): string | undefined => headers['set-cookie']?.join('\n');
const cleared = 'caseline-session=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax';

describe('signing in with a token', () => {
  it('keeps it in a cookie that no script can read, until it expires, and leads on', async () => {
    const signedIn = await signIn({ token, next: '/about' });
    expect([signedIn.status, signedIn.headers.location]).toEqual([303, '/about']);
    expect(cookieOf(signedIn)).toBe(
      `caseline-session=${token}; Path=/; Expires=Fri, 01 Jan 2100 00:00:00 GMT; HttpOnly; SameSite=Lax`,
    );
    const { text } = await visit(api, '/about', { session: token });
    expect(text).toContain('Looking as <strong>the council of Bradford</strong>');
    expect(text).toContain('(signed in: Ann Other)');
  });

  it('takes a token with spaces around it, as it is pasted', async () => {
    expect((await signIn({ token: `\n  ${token} \n` })).status).toBe(303);
  });

  it('keeps it to https where the page came by that, as a proxy says who is trusted', async () => {
    const secure = async (headers: Visiting['headers'], of = api): Promise<boolean> => {
      const { headers: got } = await visit(of, '/sign-in', { form: { token }, headers: headers ?? {} });
      return String(got['set-cookie']).includes('; Secure');
    };
    expect(await secure({ 'X-Forwarded-Proto': 'https' })).toBe(true);
    expect(await secure({ 'X-Forwarded-Proto': 'http' })).toBe(false);
    expect(await secure({})).toBe(false);
    const untrusting = await startTestApi({ verifier: signer.verifier, pages, conforming: false });
    expect(await secure({ 'X-Forwarded-Proto': 'https' }, untrusting)).toBe(false);
    await untrusting.close();
  });

  it.each([
    ['/authorities/bradford?asOf=2018-10-26', '/authorities/bradford?asOf=2018-10-26'],
    ['/about?viewAs=public', '/about'],
    ['/about?viewAs=public&asOf=2018-10-26&viewAs=dfe', '/about?asOf=2018-10-26'],
    ['', '/'],
    ['about', '/'],
    ['//evil.example', '/'],
    ['//evil.example/about', '/'],
    ['/\\evil.example', '/'],
    ['\\\\evil.example', '/'],
    ['/\t/evil.example', '/'],
    ['/.//evil.example', '/'],
    ['/about/..//evil.example', '/'],
    ['//caseline//evil.example', '/'],
    ['https://evil.example/', '/'],
    ['javascript:alert(1)', '/'],
    ['http://caseline/about', '/'],
    ['/about\r\nX-Evil: 1', '/aboutX-Evil:%201'],
    ['/sign-in?next=/about', '/'],
    ['/sign-out', '/'],
    ['/deadlines/feeds', '/deadlines/feeds'],
    ['/deadlines/feeds/3f1c/revoke', '/deadlines/feeds'],
  ])('that was to lead to %j leads to %s', async (next, to) => {
    expect((await signIn({ token, next })).headers.location).toBe(to);
    const left = await visit(api, '/sign-out', { form: { next }, session: token });
    expect([left.status, left.headers.location]).toEqual([303, to]);
    const form = await visit(api, `/sign-in?next=${encodeURIComponent(next)}`);
    expect(form.text).toContain(`name="next" value="${to.replaceAll('&', '&amp;')}"`);
  });

  const refused: readonly (readonly [what: string, () => string | Promise<string>, says: RegExp])[] = [
    ['empty', () => '', /Enter your token/],
    ['blanks', () => ' \n ', /Enter your token/],
    ['nonsense', () => 'x.y.z', /is not accepted/],
    ['two words', () => 'one two', /is not accepted/],
    ['markup', () => '"><script>alert(1)</script>', /is not accepted/],
    ['one that has expired', () => expired, /is not accepted/],
    [
      'one of another service',
      async () => (await makeSigner()).sign({ party: 'auditor' }),
      /is not accepted/,
    ],
    ['one that is longer than a cookie', () => 'x'.repeat(5_000), /is not accepted/],
  ];

  it.each(refused)('that is %s shows the form again, which says so', async (_what, make, says) => {
    const sent = await make();
    const answer = await signIn({ token: sent, next: '/about' });
    expect(answer.status).toBe(422);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(cookieOf(answer)).toBeUndefined();
    expect(answer.text).toMatch(/<title>Error: Sign in/);
    expect(answer.text).toMatch(/class="govuk-error-summary"/);
    expect(answer.text).toMatch(/<a href="#token">/);
    expect(answer.text).toMatch(says);
    expect(answer.text).toContain('name="next" value="/about"');
    if (sent.trim() !== '') expect(JSON.stringify(answer.headers) + answer.text).not.toContain(sent);
  });

  it('refuses a form that it cannot read', async () => {
    for (const form of ['token=a&token=b', `token=${'x'.repeat(20_000)}`]) {
      const answer = await signIn(form);
      expect([answer.status, cookieOf(answer)]).toEqual([400, undefined]);
      expect(answer.text).toContain('The form cannot be read.');
    }
    const { status, headers } = await signIn('token=x', { 'Content-Type': 'text/plain' });
    expect([status, headers['set-cookie']]).toEqual([422, undefined]);
  });
});

describe('a form', () => {
  const foreign: readonly Readonly<Record<string, string>>[] = [
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { Origin: 'https://evil.example' },
    { Origin: 'null' },
    { Origin: 'nonsense' },
    { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' },
  ];

  it.each(foreign)('of another site is refused: %j', async (headers) => {
    for (const [path, session] of [
      ['/sign-in', undefined],
      ['/sign-out', token],
    ] as const) {
      const answer = await visit(api, path, { form: { token }, headers, ...(session && { session }) });
      expect([answer.status, cookieOf(answer)]).toEqual([400, undefined]);
      expect(answer.text).toContain('This form was sent from another site.');
    }
  });

  it('of this very service is taken, as browsers of any age send it', async () => {
    const own: readonly Readonly<Record<string, string>>[] = [
      { 'Sec-Fetch-Site': 'same-origin' },
      { 'Sec-Fetch-Site': 'none' },
      { Origin: api.url },
      {},
      { Host: 'caseline.example', Origin: 'https://caseline.example' },
      {
        Host: '10.0.0.7:8080',
        'X-Forwarded-Host': 'caseline.example',
        Origin: 'https://caseline.example',
      },
    ];
    for (const headers of own)
      expect([headers, (await signIn({ token }, headers)).status]).toEqual([headers, 303]);
  });

  it('can say where it comes from: browsers tell that to nobody else', async () => {
    const { headers } = await visit(api, '/sign-in');
    expect(headers['referrer-policy']).toBe('same-origin');
  });
});

describe('a session', () => {
  it('reads as the party of its token', async () => {
    const { status, headers, text } = await visit(api, asked, { session: token });
    expect([status, JSON.parse(text).basis.viewer]).toEqual([200, 'council:380']);
    expect(headers['cache-control']).toBe('no-store');
    const narrowed = await visit(api, `${asked}&viewAs=public`, { session: token });
    expect(JSON.parse(narrowed.text).basis.viewer).toBe('public');
    expect((await visit(api, `${asked}&viewAs=dfe`, { session: token })).status).toBe(403);
  });

  it('never records, whatever its token may', async () => {
    const fact = JSON.stringify(sent(anEvent('VisitCarriedOut')));
    const headers = { 'Content-Type': 'application/json' };
    const before = (await visit(api, asked, { session: token })).headers.etag;
    for (const [method, path] of [
      ['POST', '/v1/authorities/bradford/events'],
      ['POST', '/v1/feeds'],
      ['GET', '/v1/feeds'],
      ['DELETE', '/v1/feeds/x'],
    ] as const) {
      const form = method === 'POST' ? { form: fact } : {};
      const { status, text } = await visit(api, path, { session: token, method, headers, ...form });
      expect([path, status, JSON.parse(text).code]).toEqual([path, 401, 'token-needed']);
    }
    expect((await visit(api, asked, { session: token })).headers.etag).toBe(before);
    const recorded = await api.post('/v1/authorities/bradford/events', fact, { as: token });
    expect(recorded.status).toBe(201);
  });

  it('gives way to the Authorization header, good or bad', async () => {
    const auditor = await signer.sign({ party: 'auditor' });
    const both = await visit(api, asked, {
      session: token,
      headers: { Authorization: `Bearer ${auditor}` },
    });
    expect(JSON.parse(both.text).basis.viewer).toBe('auditor');
    for (const path of [asked, '/about']) {
      const bad = await visit(api, path, { session: token, headers: { Authorization: 'Bearer x' } });
      expect([bad.status, cookieOf(bad)]).toEqual([401, undefined]); // the session has done nothing wrong
    }
  });

  it('that is over says so once, and then one looks as the public', async () => {
    const path = '/about?viewAs=council:380';
    for (const session of [expired, 'nonsense', `${token}x`]) {
      const told = await visit(api, path, { session });
      expect(told.status).toBe(401);
      expect(told.text).toContain('You have been signed out.');
      expect(told.text).toContain('<a class="govuk-link" href="/about">go on as the public</a>');
      expect(told.text).toContain('href="/sign-in?next=%2Fabout"');
      expect(told.text).not.toContain('Sign out');
      expect(cookieOf(told)).toBe(cleared);
      expect(told.headers['cache-control']).toBe('no-store');
      const api_ = await visit(api, asked, { session });
      expect([api_.status, JSON.parse(api_.text).code]).toEqual([401, 'token-not-accepted']);
    }
    const { status, text } = await visit(api, '/about', { session: '' });
    expect(status).toBe(200);
    expect(text).toContain('Looking as <strong>the public</strong>');
  });

  it('that is over does not keep anybody from signing in again, or out', async () => {
    expect((await visit(api, '/sign-in', { session: expired })).status).toBe(200);
    expect((await visit(api, '/sign-in', { session: expired, form: { token } })).status).toBe(303);
    expect((await visit(api, '/sign-out', { session: expired, form: {} })).status).toBe(303);
  });

  it('ends when its user signs out', async () => {
    const left = await visit(api, '/sign-out', {
      session: token,
      form: { next: '/about?viewAs=council:380' },
    });
    expect([left.status, left.headers.location, cookieOf(left)]).toEqual([303, '/about', cleared]);
    const secure = await visit(api, '/sign-out', { form: {}, headers: { 'X-Forwarded-Proto': 'https' } });
    expect(cookieOf(secure)).toContain('; Secure');
    const read = await visit(api, '/sign-out', { session: token });
    expect([read.status, read.headers.allow]).toEqual([405, 'POST, OPTIONS']);
  });

  it('offers to end on a page that looks at nobody as well', async () => {
    const lost = await visit(api, '/nowhere', { session: token });
    expect(lost.text).toContain('Sign out');
    expect((await visit(api, '/nowhere')).text).not.toContain('Sign out');
  });

  it('ends its live streams when its token expires', async () => {
    const soon = Math.ceil(Date.now() / 1_000) * 1_000 + 1_000;
    const short = await signer.sign({ party: 'council:380', expires: new Date(soon) });
    const stream = await follow(api, '/v1/live/cases/bradford', {
      headers: { Cookie: `caseline-session=${short}` },
    });
    const [state] = await stream.messagesUpTo(1);
    expect(state?.data.basis.viewer).toBe('council:380');
    expect(await stream.ended()).toBe('by the service');
    expect(stream.messages.at(-1)?.data.reason).toBe('token-ended');
    expect(Date.now()).toBeGreaterThanOrEqual(soon - 1); // timers count whole milliseconds
  });
});

describe('the log of the service', () => {
  it('holds no token, no cookie, no name and no query', async () => {
    const before = api.logged.length;
    await signIn({ token, next: '/about?asOf=2018-10-26' });
    await signIn({ token: expired, next: '/about' });
    await signIn({ token, next: '/about' }, { Origin: 'https://evil.example' });
    await visit(api, '/about?viewAs=council:380', { session: token });
    await visit(api, '/about?viewAs=council:380', { session: expired });
    await visit(api, '/nowhere?q=Zebra', { session: token });
    await visit(api, '/sign-in?next=%2Fabout%3FasOf%3D2018-10-26', { session: token });
    await visit(api, '/sign-out', { session: token, form: { next: '/about' } });
    while (api.logged.length < before + 8) await new Promise((resolve) => setTimeout(resolve, 5));
    const lines = api.logged.slice(before);
    expect(lines).toHaveLength(8);
    for (const secret of [
      ...token.split('.').slice(1),
      ...expired.split('.').slice(1),
      'caseline-session',
      'Ann Other',
      'viewAs',
      'asOf',
      '2018-10-26',
      'Zebra',
      'evil',
      'next',
    ])
      expect(lines.join('')).not.toContain(secret);
    expect(lines.map((line) => JSON.parse(line).route)).toEqual([
      '/sign-in',
      '/sign-in',
      '/sign-in',
      '/about',
      '/about',
      null,
      '/sign-in',
      '/sign-out',
    ]);
    expect(JSON.parse(lines[3] ?? '{}').party).toBe('council:380');
  });
});
