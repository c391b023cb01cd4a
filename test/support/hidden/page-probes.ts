import { readdirSync } from 'node:fs';
import { here } from './difference.ts';
import type { Probe } from './request.ts';
import type { Names } from './values.ts';
import * as some from './values.ts';
import type { Viewer } from './viewers.ts';

/** What of a history is drawn. */
const window = [
  ...['all', 'three-years', 'one-year', 'one-quarter'],
  ...['2018-09-01/2018-11-30', '2026-04-01/2026-06-30', '2013-01-01/2027-12-31', 'week', ''],
];

/** Where to go on after signing in or out. */
const next = ({ ids }: Names): readonly string[] => [
  ...[
    '/',
    '/about',
    '/authorities/bradford?asOf=2018-10-26',
    '/authorities/hidden-vale',
    '/deadlines?viewAs=dfe',
  ],
  ...['//elsewhere.example', 'https://elsewhere.example/', ''],
  ...ids.slice(0, 3).map((id) => `/events/${id}`),
];

/** What a browser says of where a form comes from. */
const fromWhere = {
  Origin: [here, 'https://elsewhere.example', 'null'],
  'Sec-Fetch-Site': ['same-origin', 'none', 'cross-site'],
};

/** What there is to ask pages for, by name. */
export interface PageNames extends Names {
  /** What somebody may sign in with: the token of whoever asks, where they have one. */
  readonly tokens: readonly string[];
  /** Of the files that pages are drawn with. */
  readonly files: readonly string[];
}

/** Their tokens begin with them. */
const feedIds = (tokens: readonly string[]): readonly string[] => [
  ...tokens.map((token) => token.slice(0, token.indexOf('.'))),
  'nonsense',
];

const files = readdirSync(new URL('../../../dist/web/assets', import.meta.url));

export const pageNames = (names: Names, { token }: Pick<Viewer, 'token'>): PageNames => ({
  ...names,
  tokens: token === undefined ? [] : [token],
  files,
});

/** For each address of the pages what it is asked with: see `probes`. */
export const pageProbes: Readonly<Record<string, (names: PageNames) => Probe>> = {
  'get /': (names) => ({
    query: {
      ...some.question(names),
      ...some.narrowing,
      q: ['am', 'Somers', 'greater', 'vale', 'zzz', ''],
      sort: ['name', 'region', 'region', 'grade', 'grade', 'inadequate', 'size'],
      since: [...some.since, ''],
      until: [...some.since, ''],
    },
    header: some.conditional,
  }),
  'get /authorities/{authority}': (names) => ({
    path: { authority: some.authority },
    query: { ...some.question(names), window },
    header: some.conditional,
  }),
  'get /authorities/{authority}/changes': (names) => ({
    path: { authority: some.authority },
    query: some.questions(names),
    header: some.conditional,
  }),
  'get /events/{id}': ({ ids }) => ({
    path: { id: [...ids, some.unknownId, 'nonsense'] },
    query: { viewAs: some.viewAs },
    header: some.conditional,
  }),
  'get /deadlines': (names) => ({
    query: {
      ...some.question(names),
      authority: some.severalAuthorities,
      region: some.region,
      status: ['due', 'overdue', 'due,overdue', 'met,late', 'never', ''],
      limit: ['1', '2', '500', '0'],
      after: ['380/2018-ilacs/statement-of-action', '380/2018-notice/representations', 'nonsense'],
    },
    header: some.conditional,
  }),
  'get /deadlines/feeds': () => ({ query: { viewAs: some.viewAs }, header: some.conditional }),
  'post /deadlines/feeds': () => ({
    query: { viewAs: some.viewAs },
    form: { authority: some.severalAuthorities, region: some.region },
    header: fromWhere,
  }),
  'post /deadlines/feeds/{id}/revoke': ({ feeds }) => ({ path: { id: feedIds(feeds) }, header: fromWhere }),
  'get /about': () => ({ query: { viewAs: some.viewAs }, header: some.conditional }),
  'get /docs': () => ({ query: { viewAs: some.viewAs }, header: some.conditional }),
  'get /sign-in': (names) => ({ query: { next: next(names) }, header: some.conditional }),
  'post /sign-in': (names) => ({
    form: { token: [...names.tokens, ...names.tokens, 'eyJ', ''], next: next(names) },
    header: fromWhere,
  }),
  'post /sign-out': (names) => ({ form: { next: next(names) }, header: fromWhere }),
  'get /assets/{file}': ({ files }) => ({
    path: { file: [...files, 'nothing.js'] },
    header: some.conditional,
  }),
};
