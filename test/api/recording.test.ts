import { gzipSync } from 'node:zlib';
import type { NewEvent } from '../../src/domain/events/catalogue.ts';
import { anEvent, eventId, type Overrides } from '../support/events.ts';
import { sent, startTestApi, type TestApi } from '../support/http.ts';
import { history, recordedHistory, secretWords } from '../support/http-history.ts';
import { makeSigner, type Signer } from '../support/http-tokens.ts';

const address = '/v1/authorities/bradford/events';

let api: TestApi;
let signer: Signer;
let recorder: string;
let bradford: string;

beforeAll(async () => {
  signer = await makeSigner();
  recorder = await signer.sign({ party: 'recorder', record: '*', sub: 'The office' });
  bradford = await signer.sign({ party: 'council:380', record: ['380'], sub: 'A clerk' });
});
beforeEach(async () => {
  api = await startTestApi({ verifier: signer.verifier, events: recordedHistory, bodyLimit: 1024 ** 2 });
});
afterEach(() => api.close());

const everythingStored = async (): Promise<string> => {
  const events: unknown[] = [];
  for await (const event of api.caseline.everything('auditor')) events.push(event);
  return JSON.stringify(events);
};

const aVisit = (overrides: Overrides<'VisitCarriedOut'> = {}): NewEvent =>
  anEvent('VisitCarriedOut', overrides);

describe('recording an event', () => {
  it('answers 201 with a receipt, a Location and an ETag, and keeps it', async () => {
    const visit = aVisit();
    const { status, headers, json } = await api.post(address, sent(visit), { as: recorder });
    expect(status).toBe(201);
    expect(json).toMatchObject({ events: [visit.id], position: visit.id, alreadyThere: false });
    expect(headers.get('location')).toBe(`/v1/events/${visit.id}`);
    expect(headers.get('etag')).toMatch(new RegExp(`^"${visit.id}\\.[0-9a-f]{32}"$`));
    const kept = await api.get(`/v1/events/${visit.id}`);
    expect(kept.json.event.recordedBy).toEqual({ name: 'The office', party: 'recorder' });
  });

  it('the same again is 200 and recorded once', async () => {
    const visit = sent(aVisit());
    await api.post(address, visit, { as: recorder });
    const before = await everythingStored();
    const again = await api.post(address, visit, { as: recorder });
    expect(again.status).toBe(200);
    expect(again.json).toMatchObject({ events: [visit.id], alreadyThere: true });
    expect(await everythingStored()).toBe(before);
  });

  it('tells what is unusual about it', async () => {
    const { json } = await api.post(address, sent(aVisit({ source: undefined })), { as: recorder });
    expect(json.anomalies.map((one: { rule: string }) => one.rule)).toContain('unsourced');
  });

  it('takes several, all or none', async () => {
    const [first, second] = [
      aVisit(),
      aVisit({ data: { visitId: '2023-08-monitoring' }, occurred: { date: '2023-08-14' } }),
    ];
    const { status, json } = await api.post(
      address,
      { events: [sent(first), sent(second)] },
      { as: recorder },
    );
    expect(status).toBe(201);
    expect(json.events).toEqual([first.id, second.id]);
    const before = await everythingStored();
    const third = aVisit({ data: { visitId: '2023-09-monitoring' } });
    const bad = await api.post(
      address,
      { events: [sent(third), { ...sent(third), id: eventId(0xfff), type: 'Nothing' }] },
      { as: recorder },
    );
    expect(bad.status).toBe(422);
    expect(bad.json.problems[0].at).toBe('/events/1/type');
    expect(await everythingStored()).toBe(before);
  });

  it('begins a case at the code of an authority that is not yet registered', async () => {
    const leeds = anEvent('AuthorityRegistered', {
      caseId: 'authority-383',
      data: { la: '383', slug: 'leeds', name: 'Leeds' },
    });
    const unknown = await api.post('/v1/authorities/383/events', sent(aVisit()), { as: recorder });
    expect(unknown.status).toBe(404);
    const { status } = await api.post('/v1/authorities/383/events', sent(leeds), { as: recorder });
    expect(status).toBe(201);
    expect((await api.get('/v1/authorities/leeds')).json.authority.name).toBe('Leeds');
  });

  it('is in the name of the token’s party: what it discloses to nobody, only that party and auditors see', async () => {
    const note = aVisit({ disclosures: [] });
    expect((await api.post(address, sent(note), { as: bradford })).status).toBe(201);
    expect((await api.get(`/v1/events/${note.id}`, { as: bradford })).status).toBe(200);
    expect((await api.get(`/v1/events/${note.id}`, { as: recorder })).status).toBe(404);
    expect((await api.get(`/v1/events/${note.id}`)).status).toBe(404);
  });
});

describe('Idempotency-Key', () => {
  const { id: _id, ...withoutId } = sent(aVisit());
  const keyed = (token: string, key: string, body: unknown = withoutId) =>
    api.post(address, body, { as: token, headers: { 'Idempotency-Key': key } });

  it('gives an event without an id the same one each time', async () => {
    const first = await keyed(recorder, 'visit-of-july');
    const again = await keyed(recorder, 'visit-of-july');
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.json.events).toEqual(first.json.events);
    expect(first.json.events[0]).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it('belongs to the recorder who sends it, and to one content', async () => {
    const first = await keyed(recorder, 'k1');
    const anothers = await keyed(bradford, 'k1');
    expect(anothers.status).toBe(201);
    expect(anothers.json.events).not.toEqual(first.json.events);
    const changed = await keyed(recorder, 'k1', { ...withoutId, occurred: { date: '2023-07-25' } });
    expect(changed.status).toBe(409);
  });

  it('gives each of several events its own', async () => {
    const { json, status } = await keyed(recorder, 'both', { events: [withoutId, withoutId] });
    expect(status).toBe(201);
    expect(new Set(json.events).size).toBe(2);
  });

  it('is not needed: an event without an id gets a new one each time', async () => {
    const [first, second] = [
      await api.post(address, withoutId, { as: recorder }),
      await api.post(address, withoutId, { as: recorder }),
    ];
    expect(first.json.events).not.toEqual(second.json.events);
  });

  it('has to be plain', async () => {
    expect((await keyed(recorder, 'a b')).status).toBe(400);
    expect((await keyed(recorder, 'x'.repeat(256))).status).toBe(400);
  });
});

describe('If-Match', () => {
  it('takes the ETag of any answer about the authority, its position, or *', async () => {
    for (const place of ['', '/case', '/timeline?limit=1', '/events', '/changes']) {
      const etag =
        (await api.get(`/v1/authorities/bradford${place}`, { as: recorder })).headers.get('etag') ?? '';
      const { status } = await api.post(address, sent(aVisit()), {
        as: recorder,
        headers: { 'If-Match': etag },
      });
      expect([place, status]).toEqual([place, 201]);
    }
    const position = (await api.get('/v1/authorities/bradford/case', { as: recorder })).json.basis.position;
    const next = aVisit();
    expect(
      (await api.post(address, sent(next), { as: recorder, headers: { 'If-Match': position } })).status,
    ).toBe(201);
    expect(
      (await api.post(address, sent(aVisit()), { as: recorder, headers: { 'If-Match': `"${next.id}"` } }))
        .status,
    ).toBe(201);
    expect(
      (await api.post(address, sent(aVisit()), { as: recorder, headers: { 'If-Match': '*' } })).status,
    ).toBe(201);
  });

  it('refuses a stale one with both positions, unless the same was recorded before', async () => {
    const stale =
      (await api.get('/v1/authorities/bradford/case', { as: recorder })).headers.get('etag') ?? '';
    const first = aVisit();
    const headers = { 'If-Match': stale };
    expect((await api.post(address, sent(first), { as: recorder, headers })).status).toBe(201);
    const before = await everythingStored();
    const refused = await api.post(address, sent(aVisit()), { as: recorder, headers });
    expect(refused.status).toBe(412);
    expect(refused.json).toMatchObject({
      code: 'revision-conflict',
      expected: history.considered.id,
      actual: first.id,
    });
    expect(await everythingStored()).toBe(before);
    expect((await api.post(address, sent(first), { as: recorder, headers })).status).toBe(200);
  });

  it('has to be written as one', async () => {
    for (const header of ['"a", "b"', 'W/"x"', '"unclosed" x'])
      expect(
        (await api.post(address, sent(aVisit()), { as: recorder, headers: { 'If-Match': header } })).status,
      ).toBe(400);
  });

  it('is held against what the recorder may see, and tells nothing else', async () => {
    const etag = (await api.get('/v1/authorities/bradford/case', { as: recorder })).headers.get('etag') ?? '';
    const hidden = aVisit({ disclosures: [] });
    expect((await api.post(address, sent(hidden), { as: bradford })).status).toBe(201);
    const { status } = await api.post(address, sent(aVisit()), {
      as: recorder,
      headers: { 'If-Match': etag },
    });
    expect(status).toBe(201);
  });
});

describe('what cannot be recorded', () => {
  const judgement: Overrides<'JudgementsIssued'> = {
    occurred: { date: '2023-01-31' },
    data: {
      inspectionId: '2018-ilacs',
      framework: 'ILACS_2018',
      overall: 'inadequate',
      areas: [{ area: 'adoption', grade: 'good' }],
    },
  };
  const refusals: readonly [string, () => unknown, number, string, RegExp][] = [
    [
      'an end before its start',
      () => sent(aVisit({ occurred: { date: '2023-07-26/2023-07-25' } })),
      422,
      'rule-broken',
      /end/,
    ],
    [
      'an area that ILACS does not have',
      () => sent(anEvent('JudgementsIssued', judgement)),
      422,
      'rule-broken',
      /adoption/i,
    ],
    [
      'a report published before the inspection ended',
      () => sent(anEvent('ReportPublished', { occurred: { date: '2018-09-20' } })),
      422,
      'rule-broken',
      /2018-09|September/,
    ],
    [
      'an unknown type',
      () => ({ ...sent(aVisit()), type: 'VisitCarriedAway' }),
      422,
      'invalid-event',
      /VisitCarriedAway/,
    ],
    [
      'a field that is not there',
      () => ({ ...sent(aVisit()), colour: 'red' }),
      422,
      'invalid-event',
      /colour/,
    ],
    [
      'no disclosures',
      () => ({ ...sent(aVisit()), disclosures: undefined }),
      422,
      'invalid-event',
      /disclosures/,
    ],
    [
      'a case of its own',
      () => ({ ...sent(aVisit()), caseId: 'authority-381' }),
      422,
      'invalid-event',
      /caseId/,
    ],
    [
      'a recorder of its own',
      () => ({ ...sent(aVisit()), recordedBy: { name: 'X', party: 'dfe' } }),
      422,
      'invalid-event',
      /recordedBy/,
    ],
    ['a list', () => [sent(aVisit())], 422, 'invalid-event', /one event/],
    ['a number', () => 7, 422, 'invalid-event', /one event/],
    ['no events', () => ({ events: [] }), 422, 'invalid-event', /no event/],
    ['events that are none', () => ({ events: 'all' }), 422, 'invalid-event', /list/],
    [
      'something beside events',
      () => ({ events: [sent(aVisit())], force: true }),
      422,
      'invalid-event',
      /force/,
    ],
    ['an event that is a text', () => ({ events: ['x'] }), 422, 'invalid-event', /object/],
    [
      'the id of another event',
      () => ({ ...sent(aVisit()), id: history.judged2014.id }),
      409,
      'event-id-taken',
      /id/,
    ],
    [
      'an authority registered twice',
      () => sent(anEvent('AuthorityRegistered')),
      422,
      'rule-broken',
      /already/,
    ],
    [
      '2 MB',
      () => ({ ...sent(aVisit()), data: { note: 'x'.repeat(2_000_000) } }),
      413,
      'body-too-large',
      /1048576/,
    ],
    ['malformed JSON', () => '{"type": "VisitCarriedOut",', 400, 'malformed-json', /JSON/],
    ['nothing', () => '', 400, 'malformed-json', /empty|JSON/],
    [
      'JSON that is not UTF-8',
      () => new Uint8Array([0x22, 0xff, 0xfe, 0x22]),
      400,
      'malformed-json',
      /UTF-8/,
    ],
  ];

  it.each(refusals)(
    '%s is refused, named, and leaves nothing behind',
    async (_what, body, status, code, detail) => {
      const before = await everythingStored();
      const refused = await api.post(address, body(), { as: recorder });
      expect([refused.status, refused.json.code]).toEqual([status, code]);
      expect(refused.headers.get('content-type')).toContain('application/problem+json');
      expect(refused.json.type).toBe(`/problems/${code}`);
      expect(refused.json.detail).toMatch(detail);
      if (code === 'rule-broken') {
        const [finding] = refused.json.findings;
        for (const member of ['rule', 'citation', 'message', 'events', 'facts'])
          expect(finding).toHaveProperty(member);
      }
      if (code === 'invalid-event') expect(refused.json.problems.length).toBeGreaterThan(0);
      expect(await everythingStored()).toBe(before);
      expect((await api.post(address, sent(aVisit()), { as: recorder })).status).toBe(201);
    },
  );

  it.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded'])(
    '%s is not taken',
    async (type) => {
      const before = await everythingStored();
      const { status, json } = await api.post(address, JSON.stringify(sent(aVisit())), {
        as: recorder,
        headers: { 'Content-Type': type },
      });
      expect([status, json.code]).toEqual([415, 'unsupported-media-type']);
      expect(await everythingStored()).toBe(before);
    },
  );

  it('a compressed body counts as it unfolds, and a broken one is refused', async () => {
    const headers = { 'Content-Encoding': 'gzip' };
    const bomb = gzipSync(JSON.stringify({ note: 'x'.repeat(5_000_000) }));
    expect((await api.post(address, bomb, { as: recorder, headers })).status).toBe(413);
    expect((await api.post(address, new Uint8Array([1, 2, 3]), { as: recorder, headers })).status).toBe(400);
    const fine = gzipSync(JSON.stringify(sent(aVisit())));
    expect((await api.post(address, fine, { as: recorder, headers })).status).toBe(201);
  });

  it('lists deeper than any stack are refused, and the service goes on', async () => {
    const deep = `${'['.repeat(400_000)}${']'.repeat(400_000)}`;
    const correction = `{"id":"${eventId(0xdeed)}","type":"EventCorrected","occurred":{"date":"2026"},"disclosures":[],"data":{"target":"${history.published2014.id}","reason":"data_entry","replacement":{"data":{"x":${deep}}}}}`;
    expect((await api.post(address, correction, { as: recorder })).status).toBe(422);
    expect((await api.get('/healthz')).status).toBe(200);
  });

  it('tells a recorder nothing that its party may not know', async () => {
    const early = {
      ...sent(anEvent('ReportConsidered', { data: { title: 'Other' } })),
      id: history.considered.id,
    };
    const { status, text } = await api.post(address, early, { as: recorder });
    expect(status).toBe(409);
    expect(text).not.toContain(secretWords);
  });
});

describe('who may record', () => {
  it('nobody without a token', async () => {
    const { status, headers, json } = await api.post(address, sent(aVisit()));
    expect([status, json.code]).toEqual([401, 'token-needed']);
    expect(headers.get('www-authenticate')).toBe('Bearer realm="caseline"');
  });

  it('nobody in a case that the token does not cover, whether it is there or not', async () => {
    const before = await everythingStored();
    const calderdale = await signer.sign({ party: 'council:381' });
    for (const [token, path] of [
      [calderdale, address],
      [calderdale, '/v1/authorities/nowhere/events'],
      [bradford, '/v1/authorities/calderdale/events'],
      [bradford, '/v1/authorities/381/events'],
      [bradford, '/v1/authorities/999/events'],
    ] as const) {
      const { status, json } = await api.post(path, sent(aVisit()), { as: token });
      expect([path, status, json.code]).toEqual([path, 403, 'not-entitled']);
    }
    expect(await everythingStored()).toBe(before);
  });

  it('nobody by a name that is not known', async () => {
    expect((await api.post('/v1/authorities/nowhere/events', sent(aVisit()), { as: recorder })).status).toBe(
      404,
    );
  });

  it('nobody as somebody else', async () => {
    const { status } = await api.post(`${address}?viewAs=public`, sent(aVisit()), { as: recorder });
    expect(status).toBe(400);
  });

  it('many at once, each once', async () => {
    const visits = Array.from({ length: 40 }, (_, n) => sent(aVisit({ data: { visitId: `visit-${n}` } })));
    const answers = await Promise.all(
      visits
        .flatMap((visit) => [visit, visit])
        .map((visit, n) => api.post(address, visit, { as: n % 4 < 2 ? recorder : bradford })),
    );
    expect(answers.map(({ status }) => status).filter((status) => status === 201)).toHaveLength(40);
    expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(40);
  });
});
