import ICAL from 'ical.js';
import type { NewEvent } from '../../src/domain/events/catalogue.ts';
import { anEvent } from '../support/events.ts';
import { type Answer, sent, startTestApi, type TestApi } from '../support/http.ts';
import { makeSigner, type Signer } from '../support/http-tokens.ts';
import { formula, smallEngland } from '../support/small-england.ts';

let signer: Signer;
let recorder: string;
let council: string;
beforeAll(async () => {
  signer = await makeSigner();
  recorder = await signer.sign({ party: 'recorder', record: '*' });
  council = await signer.sign({ party: 'council:380' });
});

const start = Date.parse('2018-11-01T09:00:00Z');
const lift = '2018-11-20T12:00:00Z';
const embargo = [
  { to: 'council:380', from: '2018-10-24' },
  { to: 'public', from: lift },
];
const shared = anEvent('ReportShared');
const correction = anEvent('EventCorrected', {
  occurred: { date: '2018-11-02' },
  disclosures: embargo,
  data: { target: shared.id, reason: 'source_error', replacement: { occurred: { date: '2018-10-31' } } },
});
const events = [anEvent('AuthorityRegistered'), shared, ...(smallEngland[881] ?? [])];

/** A service on a clock that can be set. */
async function serving(more: readonly NewEvent[] = []): Promise<{ api: TestApi; clock: { now: number } }> {
  const clock = { now: start };
  return {
    clock,
    api: await startTestApi({
      verifier: signer.verifier,
      events: [...events, ...more],
      now: () => clock.now,
    }),
  };
}

interface Entry {
  readonly uid: string;
  readonly day: string;
  readonly sequence: number;
  readonly summary: string;
  readonly isPrivate: boolean;
}

function entriesOf({ status, headers, text }: Answer): readonly Entry[] {
  expect([status, headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
  return new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      day: event.startDate.toString(),
      sequence: event.sequence,
      summary: event.summary,
      isPrivate: component.getFirstPropertyValue('class') === 'PRIVATE',
    };
  });
}

const statementIn = (answer: Answer): Entry | undefined =>
  entriesOf(answer).find(({ uid }) => uid.endsWith('/statement-of-action@caseline'));

const bradford = '/v1/authorities/bradford/deadlines.ics';

describe('a calendar of deadlines', () => {
  it('is asked for by name or code, and can be told from others', async () => {
    const { api } = await serving();
    const byName = await api.get(bradford);
    expect(entriesOf(byName)).toEqual([
      {
        uid: 'authority-380/2018-ilacs/report-publication@caseline',
        day: '2018-12-05',
        sequence: 0,
        summary: 'Bradford: Publication of the report by the authority',
        isPrivate: false,
      },
      {
        uid: 'authority-380/2018-ilacs/statement-of-action@caseline',
        day: '2019-02-04',
        sequence: 0,
        summary: 'Bradford: Statement of action',
        isPrivate: false,
      },
    ]);
    expect(byName.headers.get('content-disposition')).toBe('attachment; filename="deadlines-380.ics"');
    expect((await api.get('/v1/authorities/380/deadlines.ics')).text).toBe(byName.text);
    const { json } = await api.get('/v1/authorities/bradford');
    expect((await api.get(json.links.calendar)).text).toBe(byName.text);
    await api.close();
  });

  it('moves an entry and counts on when the day of receipt is corrected, for whoever may know it', async () => {
    const { api, clock } = await serving();
    const before = await api.get(bradford);
    clock.now = Date.parse('2018-11-02T09:00:00Z');
    const put = await api.post('/v1/authorities/380/events', sent(correction), { as: recorder });
    expect(put.status).toBe(201);

    expect(statementIn(await api.get(bradford, { as: council }))).toMatchObject({
      day: '2019-02-11',
      sequence: 1,
      isPrivate: true,
    });
    clock.now = Date.parse(lift) - 1;
    const held = await api.get(bradford);
    expect(held.text).toBe(before.text);
    expect(held.headers.get('etag')).toBe(before.headers.get('etag'));

    clock.now += 1;
    const lifted = await api.get(bradford);
    expect(statementIn(lifted)).toMatchObject({ day: '2019-02-11', sequence: 1 });
    expect(lifted.text).toContain('LAST-MODIFIED:20181120T120000Z');
    expect(lifted.headers.get('etag')).not.toBe(before.headers.get('etag'));
    await api.close();
  });

  it('stays the same bytes from hour to hour and day to day while nothing happens', async () => {
    const { api, clock } = await serving();
    const first = await api.get('/v1/deadlines.ics');
    clock.now = Date.parse('2018-11-28T23:59:59Z');
    const headers = { 'If-None-Match': first.headers.get('etag') ?? '' };
    expect((await api.get('/v1/deadlines.ics', { headers })).status).toBe(304);
    clock.now = Date.parse('2018-12-06T00:00:00Z');
    expect((await api.get('/v1/deadlines.ics', { headers })).status).toBe(200);
    await api.close();
  });

  it('can be that of all authorities, of some, or of a region, and has the same entries then', async () => {
    const { api } = await serving([anEvent('ReportShared', { caseId: 'authority-881' })]);
    const everywhere = entriesOf(await api.get('/v1/deadlines.ics'));
    expect(new Set(everywhere.map(({ uid }) => uid)).size).toBe(4);
    const some = entriesOf(await api.get('/v1/deadlines.ics?authority=bradford'));
    expect(some).toEqual(everywhere.filter(({ uid }) => uid.startsWith('authority-380/')));
    const inTheEast = await api.get('/v1/deadlines.ics?region=East');
    expect(entriesOf(inTheEast)).toEqual(everywhere.filter(({ uid }) => uid.startsWith('authority-881/')));
    expect(entriesOf(inTheEast)[0]?.summary).toContain(formula);
    expect(entriesOf(await api.get('/v1/deadlines.ics?authority=380&region=East'))).toEqual([]);
    await api.close();
  });

  it('is always about now, and refuses what it cannot be asked', async () => {
    const { api } = await serving();
    for (const [path, status, code] of [
      [`${bradford}?asOf=2018-10-26`, 400, 'invalid-question'],
      [`${bradford}?certainty=certain`, 400, 'invalid-question'],
      [`${bradford}?authority=381`, 400, 'invalid-question'],
      ['/v1/deadlines.ics?region=Atlantis', 400, 'invalid-question'],
      ['/v1/deadlines.ics?authority=nowhere', 404, 'unknown-authority'],
      ['/v1/authorities/nowhere/deadlines.ics', 404, 'unknown-authority'],
      [`${bradford}?viewAs=council:380`, 403, 'not-entitled'],
    ] as const) {
      const answer = await api.get(path);
      expect([path, answer.status, answer.json.code]).toEqual([path, status, code]);
    }
    const asPublic = await api.get(`${bradford}?viewAs=public`, { as: council });
    expect(asPublic.text).toBe((await api.get(bradford)).text);
    await api.close();
  });
});
