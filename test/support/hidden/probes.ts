import type { Probe, Values } from './request.ts';
import type { Names } from './values.ts';
import * as some from './values.ts';

type ProbeOf = (names: Names) => Probe;

const asked =
  (query: (names: Names) => Values): ProbeOf =>
  (names) => ({ query: { after: some.awaited(names), ...query(names) }, header: some.conditional });

const ofAuthority =
  (query: (names: Names) => Values): ProbeOf =>
  (names) => ({ ...asked(query)(names), path: { authority: some.authority } });

const format = ['json', 'csv', 'ndjson', 'parquet', 'pdf'];
const table = (more: Values = {}): ProbeOf =>
  asked((names) => ({ ...some.question(names), ...some.narrowing, format, ...more }));

const service = (): Probe => ({ header: some.conditional });

const pages = (names: Names): Values => ({
  limit: ['1', '2', '3', '500', '0'],
  after: [...names.ids, some.unknownId, 'nonsense'],
  afterPosition: some.awaited(names),
});

const feed = ({ feeds }: Names): readonly string[] => [...feeds, ...feeds, ...feeds, 'nonsense'];

/**
 * For each operation that answers and is done, what it is asked with: for each of its parameters some values, among
 * them such as name what may be hidden, and such as are refused. What goes on answering is in `liveProbes`, what
 * records in `recordingProbes`.
 */
export const probes: Readonly<Record<string, ProbeOf>> = {
  'get /v1/authorities': asked((names) => ({
    ...some.question(names),
    ...some.narrowing,
    format,
    q: ['am', 'Somers', '202', 'greater', 'vale', 'zzz'],
    overall: ['inadequate', 'good', 'requires_improvement', 'bad'],
    status: ['judged', 'not_yet_judged', 'no_overall_judgement', 'ended', 'not_registered'],
    sort: ['name', '-name', 'region', '-overall', 'since', '-days', 'size'],
    limit: ['1', '2', '500', '0'],
    after: ['202', '380', '381', '899', '909', '999'],
    afterPosition: some.awaited(names),
  })),
  'get /v1/authorities/{authority}': ofAuthority(() => ({ viewAs: some.viewAs })),
  'get /v1/authorities/{authority}/case': ofAuthority(some.question),
  'get /v1/authorities/{authority}/journey': ofAuthority(some.question),
  'get /v1/authorities/{authority}/deadlines': ofAuthority(some.question),
  'get /v1/authorities/{authority}/improvement': ofAuthority(some.question),
  'get /v1/authorities/{authority}/anomalies': ofAuthority(some.question),
  'get /v1/authorities/{authority}/timeline': ofAuthority((names) => ({
    ...some.question(names),
    ...pages(names),
    process: ['inspection', 'authority', 'record', 'people', 'weather'],
    type: ['ReportPublished', 'JudgementsIssued', 'EventCorrected', 'AuthorityRegistered', 'Nothing'],
  })),
  'get /v1/authorities/{authority}/events': ofAuthority((names) => ({
    ...some.question(names),
    ...pages(names),
  })),
  'get /v1/authorities/{authority}/changes': ofAuthority(some.questions),
  'get /v1/authorities/{authority}/deadlines.ics': ofAuthority((names) => ({
    viewAs: some.viewAs,
    feed: feed(names),
  })),
  'get /v1/events/{id}': (names) => ({
    ...asked(() => ({ viewAs: some.viewAs }))(names),
    path: { id: [...names.ids, some.unknownId, 'nonsense'] },
  }),
  'get /v1/england': asked(() => ({ viewAs: some.viewAs })),
  'get /v1/england/board': table(),
  'get /v1/england/series': table({ step: some.step, since: some.since }),
  'get /v1/england/transitions': table(),
  'get /v1/england/time-inadequate': table({ table: ['spells', 'survival', 'nothing'] }),
  'get /v1/england/movers': table({ since: some.since }),
  'get /v1/england/spells': table(),
  'get /v1/deadlines': asked((names) => ({
    ...some.question(names),
    authority: some.severalAuthorities,
    region: some.region,
    status: ['due', 'overdue', 'due,overdue', 'met,late', 'never'],
    limit: ['1', '2', '500', '0'],
    after: ['380/2018-ilacs/statement-of-action', '380/2018-notice/representations', 'nonsense'],
    afterPosition: some.awaited(names),
  })),
  'get /v1/deadlines.ics': asked((names) => ({
    viewAs: some.viewAs,
    feed: feed(names),
    authority: some.severalAuthorities,
    region: some.region,
  })),
  'post /v1/feeds': () => ({ query: { viewAs: some.viewAs } }),
  'get /v1/feeds': service,
  'delete /v1/feeds/{id}': ({ feeds }) => ({
    path: { id: [...feeds.map((token) => token.slice(0, token.indexOf('.'))), 'nonsense'] },
  }),
  'get /v1/sources': asked(() => ({ viewAs: some.viewAs })),
  'get /v1/sources/{id}': (names) => ({
    ...asked(() => ({ viewAs: some.viewAs }))(names),
    path: { id: ['ofsted-2018-10-29', 'executive-2023', 'letter-2026', 'unknown'] },
  }),
  'get /problems': service,
  'get /problems/{code}': () => ({
    path: { code: ['rule-broken', 'unknown-event', 'nothing'] },
    header: some.conditional,
  }),
  'get /healthz': service,
  'get /readyz': service,
  'get /openapi.json': service,
};
