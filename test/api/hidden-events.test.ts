import fc from 'fast-check';
import type { NewEvent } from '../../src/domain/events/catalogue.ts';
import type { Disclosure } from '../../src/domain/events/envelope.ts';
import { anEvent } from '../support/events.ts';
import { type Answer, startTestApi, type TestApi, testNow } from '../support/http.ts';
import { history, recordedHistory } from '../support/http-history.ts';
import { makeSigner, type Signer } from '../support/http-tokens.ts';
import { reregistered, smallEngland } from '../support/small-england.ts';

let signer: Signer;
let calderdale: string;

beforeAll(async () => {
  signer = await makeSigner();
  calderdale = await signer.sign({ party: 'council:381', record: ['380', '381'] });
});

/** Ways in which an event may be disclosed, and whether the public may know it by the moment of asking. */
const ways: readonly { readonly disclosures: readonly Disclosure[]; readonly public: boolean }[] = [
  { disclosures: [{ to: 'public', from: '2014-01-01' }], public: true },
  {
    disclosures: [
      { to: 'council:380', from: '2018-10-24' },
      { to: 'public', from: '2018-10-29' },
    ],
    public: true,
  },
  { disclosures: [{ to: 'public', from: '2019-02' }], public: true },
  { disclosures: [{ to: 'council:380', from: '2018-10-24' }], public: false },
  {
    disclosures: [
      { to: 'ofsted', from: '2018-10-24' },
      { to: 'public', from: '2026-06-02' },
    ],
    public: false,
  },
  // The day after tomorrow is the last possible day: in doubt, hide.
  { disclosures: [{ to: 'public', from: '2026-06' }], public: false },
  { disclosures: [], public: false },
];

const withdrawal = anEvent('EventWithdrawn', {
  data: { target: history.published2014.id, reason: 'data_entry' },
});
const correction = anEvent('EventCorrected', {
  data: {
    target: history.judged2018.id,
    reason: 'source_error',
    replacement: { occurred: { date: '2018-10-25' } },
  },
});
const templates: readonly NewEvent[] = [
  ...recordedHistory,
  ...(smallEngland[202] ?? []),
  anEvent('AuthoritySucceeded', {
    caseId: 'authority-202',
    data: { predecessors: [{ la: '202', name: 'Camden' }], successors: [{ la: '381', name: 'Calderdale' }] },
  }),
  anEvent('TrustWentLive', { occurred: { date: '2023-04-01' } }),
  reregistered('202', { region: 'Inner London', alsoKnownAs: ['Somers Town'] }, '2019-01-01'),
  anEvent('VisitCarriedOut'),
  anEvent('VisitFindingsPublished'),
  anEvent('ClaimMade'),
  anEvent('ImprovementNoticeDrafted'),
  anEvent('AreasForImprovementSet'),
  correction,
  withdrawal,
];

interface Logs {
  readonly whole: readonly NewEvent[];
  readonly without: readonly NewEvent[];
  readonly hidden: readonly string[];
}

/** A log with disclosures as they come, and the same without what the public may not know. */
const logs: fc.Arbitrary<Logs> = fc
  .tuple(
    fc.constantFrom(0, 0, 0, 3), // with the registration hidden, all else is 404: worth one log in four
    ...templates.slice(1).map(() => fc.nat(ways.length - 1)),
  )
  .map((chosen) => {
    const hidden = new Set<string>();
    const whole = templates.map((event, index) => {
      const way = ways[chosen[index] ?? 0];
      if (!way?.public) hidden.add(event.id);
      // What is said about a hidden event would say that there is one.
      const { data } = event;
      if ('target' in data && typeof data.target === 'string' && hidden.has(data.target))
        hidden.add(event.id);
      return { ...event, disclosures: way?.disclosures ?? [] };
    });
    return { whole, without: whole.filter(({ id }) => !hidden.has(id)), hidden: [...hidden] };
  });

const questions = [
  '',
  '?asOf=2018-10-26',
  '?validAt=2018-10-15&certainty=certain',
  '?knownAt=2018-12-01',
  '?recordedAt=2026-06-01',
  '?recordedAt=2026-05-31',
];
const lists = ['?limit=3', '?process=inspection&limit=2', '?type=ReportPublished'];

/** Each answer about England, with what it has to be asked. */
const england = [
  'board?',
  'series?step=year&',
  'transitions?',
  'time-inadequate?',
  'time-inadequate?table=survival&',
  'movers?since=2015-01-01&',
].map((name) => `/v1/england/${name}`);
const narrowings = [
  'region=London',
  'region=Inner%20London',
  'kind=london_borough',
  'kind=county',
  'region=North%20East,%20Yorkshire%20and%20the%20Humber',
];
const files = ['csv', 'ndjson', 'parquet'].map((format) => `format=${format}`);
const authorityLists = [
  ...['q=am', 'q=Somers', 'q=202', 'overall=inadequate', 'status=ended', 'status=not_registered'],
  ...['sort=-days&limit=1', 'sort=region', 'validAt=1960-01-01', 'after=202', 'after=381', 'after=999'],
];

/** Everything that can be asked without knowing an id. */
const addresses: readonly string[] = [
  '/v1/england',
  ...england.flatMap((asked) => [
    ...questions.map((question) => `${asked}${question.slice(1)}`),
    ...narrowings.map((narrowing) => `${asked}${narrowing}`),
    ...files.flatMap((file) => [`${asked}${file}`, `${asked}asOf=2018-10-26&${file}`]),
  ]),
  '/v1/england/board?region=Nowhere',
  '/v1/england/board?kind=nothing',
  ...questions.map((question) => `/v1/authorities${question}`),
  ...[...authorityLists, ...narrowings, ...files].map((asked) => `/v1/authorities?${asked}`),
  '/v1/sources',
  '/v1/sources/ofsted-2018-10-29',
  ...['380', 'calderdale'].flatMap((authority) => {
    const at = `/v1/authorities/${authority}`;
    const views = ['case', 'journey', 'deadlines', 'improvement', 'anomalies', 'timeline', 'events'];
    return [
      at,
      ...views.flatMap((view) => questions.map((question) => `${at}/${view}${question}`)),
      ...lists.map((list) => `${at}/timeline${list}`),
      `${at}/events?limit=2`,
      `${at}/changes?from.asOf=2018-10-26&to.asOf=2018-10-30`,
      `${at}/changes?from.position=start`,
    ];
  }),
  ...templates.map(({ id }) => `/v1/events/${id}`),
  ...templates.map(({ id }) => `/v1/authorities/380/case?position=${id}&knownAt=2026-06-01T08:00:00Z`),
  ...templates.map(({ id }) => `/v1/authorities/380/timeline?after=${id}`),
  ...templates.map(({ id }) => `/v1/england/board?position=${id}&knownAt=2026-06-01T08:00:00Z&format=csv`),
];

/** All that came over the wire except what names the request and its moment. */
function bytesOf({ status, headers, bytes }: Answer): string {
  const kept = [...headers].filter(([name]) => name !== 'date' && name !== 'x-request-id');
  return JSON.stringify([status, kept, bytes.toString('latin1')]);
}

/** Every byte of an address, of the pages that it leads to, and of its permanent link. */
async function everyByte(api: TestApi, path: string, as?: string): Promise<string[]> {
  const bytes: string[] = [];
  for (let next: string | null = path; next !== null; ) {
    const answer = await api.get(next, { as });
    bytes.push(bytesOf(answer));
    const self: string | undefined = answer.json?.links?.self;
    if (next === path && self) bytes.push(bytesOf(await api.get(self, { as })));
    next = answer.json?.links?.next ?? null;
  }
  return bytes;
}

describe('what may not be known', () => {
  it('changes no byte that the public gets, from any address', async () => {
    await fc.assert(
      fc.asyncProperty(logs, fc.boolean(), async ({ whole, without }, another) => {
        const as = another ? calderdale : undefined;
        const options = { verifier: signer.verifier, now: () => testNow, conforming: false };
        const [one, other] = [
          await startTestApi({ ...options, events: whole }),
          await startTestApi({ ...options, events: without }),
        ];
        try {
          for (const address of addresses) {
            const [got, expected] = [await everyByte(one, address, as), await everyByte(other, address, as)];
            expect([address, got]).toEqual([address, expected]);
          }
        } finally {
          await one.close();
          await other.close();
        }
      }),
      { numRuns: 6, endOnFailure: true },
    );
  }, 120_000);

  it('changes no byte of a refusal or a receipt', async () => {
    await fc.assert(
      fc.asyncProperty(logs, async ({ whole, without, hidden }) => {
        const options = { verifier: signer.verifier, now: () => testNow, conforming: false };
        const [one, other] = [
          await startTestApi({ ...options, events: whole }),
          await startTestApi({ ...options, events: without }),
        ];
        const attempts = [
          { type: 'ReportPublished', occurred: { date: '2018-09-20' }, data: { inspectionId: '2018-ilacs' } },
          { type: 'ImprovementNoticeLifted', occurred: { date: '2022' }, data: { noticeId: '2018-notice' } },
          {
            type: 'VisitCarriedOut',
            occurred: { date: '2018-12-24' },
            data: { visitId: 'v', kind: 'monitoring' },
          },
          ...hidden.map((target) => ({
            type: 'EventWithdrawn',
            occurred: { date: '2026' },
            data: { target, reason: 'data_entry' },
          })),
        ];
        try {
          for (const [n, attempt] of attempts.entries()) {
            const asking = { as: calderdale, headers: { 'Idempotency-Key': `k${n}`, 'If-Match': '"start"' } };
            const body = { ...attempt, disclosures: [] };
            for (const headers of [asking.headers, { 'Idempotency-Key': `k${n}` }]) {
              const got = await one.post('/v1/authorities/380/events', body, { ...asking, headers });
              const expected = await other.post('/v1/authorities/380/events', body, { ...asking, headers });
              expect([attempt, got.status, got.text]).toEqual([attempt, expected.status, expected.text]);
            }
          }
        } finally {
          await one.close();
          await other.close();
        }
      }),
      { numRuns: 12 },
    );
  }, 60_000);

  it('is not there, byte for byte, when asked for by id', async () => {
    const api = await startTestApi({ verifier: signer.verifier, events: recordedHistory });
    const [hidden, unknown, nonsense] = [
      bytesOf(await api.get(`/v1/events/${history.considered.id}`)),
      bytesOf(await api.get('/v1/events/7f3f2a52-5d0e-4c56-9d0b-6f1c2f6f1d11')),
      bytesOf(await api.get('/v1/events/nonsense')),
    ];
    expect(hidden).toBe(unknown);
    expect(hidden).toBe(nonsense);
    expect(JSON.parse(hidden)[0]).toBe(404);
    await api.close();
  });
});
