import type { Address } from '../../src/api/route.ts';
import { openPages } from '../../src/page/pages.ts';
import { anEvent } from '../support/events.ts';
import { refusedAlways } from '../support/hidden/accepted.ts';
import { firstFailure, holds, patience } from '../support/hidden/draw.ts';
import { inABrowser } from '../support/hidden/in-a-browser.ts';
import { leaking, leaks } from '../support/hidden/leaking-pages.ts';
import { pageNames, pageProbes } from '../support/hidden/page-probes.ts';
import { pagesTellNothing } from '../support/hidden/proof-of-pages.ts';
import { now } from '../support/hidden/random-log.ts';
import { addressOf, numbered, type Probe } from '../support/hidden/request.ts';
import { type Service, serve } from '../support/hidden/service.ts';
import { namesIn } from '../support/hidden/values.ts';
import { viewersOf } from '../support/hidden/viewers.ts';
import { recordedHistory } from '../support/http-history.ts';
import { makeSigner, type Signer } from '../support/http-tokens.ts';
import { smallEngland } from '../support/small-england.ts';

const tries = 30;
const pages = openPages();

let signer: Signer;
beforeAll(async () => {
  signer = await makeSigner();
});

describe('what a viewer may not know', () => {
  it(
    'changes no byte of any page, of its headers, and of what it leads to',
    async () => {
      await holds(tries, pagesTellNothing({ signer, viewers: await viewersOf(signer), pages }));
    },
    patience(tries),
  );
});

/** An authority that nobody but auditors knows of, and another one. */
const hiddenBradford = [
  anEvent('AuthorityRegistered', { disclosures: [] }),
  anEvent('AuthorityRegistered', {
    caseId: 'authority-381',
    disclosures: [{ to: 'public', from: '2014-01-01' }],
    data: {
      la: '381',
      slug: 'calderdale',
      name: 'Calderdale',
      region: 'Yorkshire',
      kind: 'metropolitan_district',
    },
  }),
].map((event) => ({ event, recorded: now }));

/** Some leaks are met in one try of five. */
const enough = 80;

const where = 'test/support/hidden/page-probes.ts';

describe('the proof that hidden facts change nothing of a page', () => {
  let service: Service;
  let token: string;
  let asked: Readonly<Record<string, Probe>>;

  beforeAll(async () => {
    const log = [...recordedHistory, ...(smallEngland[202] ?? [])].map((event) => ({ event, recorded: now }));
    service = await serve(log, { signer, clock: { now }, pages });
    token = await signer.sign({ party: 'council:380' });
    const made = await service.ask(numbered({ method: 'POST', path: '/v1/feeds' }, { token }));
    const feed = JSON.parse(made.body.toString()) as { readonly token: string }; // of a 201
    const names = pageNames(namesIn(log, [feed.token]), { token });
    asked = Object.fromEntries(Object.entries(pageProbes).map(([page, probe]) => [page, probe(names)]));
  });
  afterAll(() => service.close());

  /** The parameters that an address takes, as it says itself when it is asked with another one. */
  async function takenBy(template: string): Promise<readonly string[] | undefined> {
    const path = addressOf(template, { authority: 'bradford' }, [['nothing', 'of the kind']]);
    const { status, body } = await service.ask({
      method: 'GET',
      path,
      headers: { Accept: 'application/json' },
    });
    const list = /this address takes ([\w., ]+)/.exec(body.toString())?.[1];
    return status === 400 ? list?.split(', ') : undefined;
  }

  /** What there is and the proof does not ask, and what it asks and is not there. */
  async function missing(addresses: readonly Pick<Address, 'method' | 'path'>[]): Promise<string[]> {
    const said: string[] = [];
    const there = addresses.map(({ method, path }) => `${method} ${path}`);
    for (const page of there)
      if (!asked[page]) said.push(`nothing asks ${page}: say in ${where} what it is to be asked with`);
    for (const [page, { query = {} }] of Object.entries(asked)) {
      const [method = '', path = ''] = page.split(' ');
      if (!there.includes(page)) said.push(`${page} is not there any more: take it out of ${where}`);
      const taken = method === 'get' ? await takenBy(path) : undefined;
      for (const name of taken ?? [])
        if (!query[name])
          said.push(`nothing gives ${page} its parameter ${name}: give it values in ${where}`);
      for (const name of Object.keys(query))
        if (taken && !taken.includes(name))
          said.push(`${page} takes no ${name} any more: take it out of ${where}`);
    }
    return said;
  }

  /** The forms that are on a page, each with what asks for the same. */
  async function formsOn(page: string) {
    const { path: segments = {} } = asked[page] ?? {};
    const first = Object.fromEntries(Object.entries(segments).map(([name, [value = '']]) => [name, value]));
    const path = addressOf(page.split(' ')[1] ?? '', first, []);
    const { body } = await service.ask(inABrowser(numbered({ method: 'GET', path }, { token })));
    return [...body.toString().matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].map(
      ([, tag = '', fields = '']) => {
        const method = / method="(\w+)"/.exec(tag)?.[1] ?? 'get';
        const action = / action="([^"?]*)/.exec(tag)?.[1] || path;
        const names = [...fields.matchAll(/ name="([^"]+)"/g)].map(([, name = '']) => name);
        return { operation: operationOf(method, action), names };
      },
    );
  }

  /** `get /events/{id}` for `/events/7f3f2a52`. */
  const operationOf = (method: string, path: string): string =>
    Object.keys(asked).find((one) =>
      new RegExp(`^${one.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(`${method} ${path}`),
    ) ?? `${method} ${path}`;

  it('asks every page, with every parameter', async () => {
    expect(await missing(pages.addresses)).toEqual([]);
  });

  it('fills in every field of every form', async () => {
    const said: string[] = [];
    for (const page of Object.keys(asked).filter((one) => one.startsWith('get ')))
      for (const { operation, names } of await formsOn(page)) {
        const { query = {}, form = query } = asked[operation] ?? {};
        for (const name of names)
          if (!form[name]) said.push(`nothing fills in ${name} of ${operation} on ${page}`);
      }
    expect(said).toEqual([]);
  });

  it('gives every parameter a value that is answered: of refusals alone nobody learns', async () => {
    // A feed is revoked once: its other parameters are seen with other forms.
    const revoking = 'post /deadlines/feeds/{id}/revoke';
    const { path } = asked[revoking] ?? {};
    const once = { ...asked, [revoking]: { ...(path && { path }) } };
    expect(await refusedAlways(service, once, token, inABrowser)).toEqual([]);
  });

  it('says what to add where a page is new', async () => {
    expect(await missing([...pages.addresses, { method: 'get', path: '/new' }])).toEqual([
      `nothing asks get /new: say in ${where} what it is to be asked with`,
    ]);
  });

  it.each(leaks)(
    'notices %s',
    async (_, leak, found) => {
      const cast = { signer, viewers: await viewersOf(signer), pages: leaking(pages, leak) };
      const proof = pagesTellNothing(cast, () => hiddenBradford);
      expect(await firstFailure(enough, proof)).toMatch(found);
    },
    patience(1),
  );
});
