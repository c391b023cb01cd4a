import { randomUUID } from 'node:crypto';
import { eventTypeNames, type NewEvent } from '../../src/domain/events/catalogue.ts';
import { openPages } from '../../src/page/pages.ts';
import { bradfordLoaded } from '../support/bradford.ts';
import { anEvent } from '../support/events.ts';
import { exampleEvents } from '../support/example-events.ts';
import { sent, startTestApi, type TestApi } from '../support/http.ts';
import { history, recordedHistory, secretWords } from '../support/http-history.ts';
import { makeSigner, type Signer } from '../support/http-tokens.ts';
import { inWords, mainText } from '../support/page-text.ts';
import { type Visited, visit } from '../support/visitor.ts';

const pages = openPages();
const unknown = randomUUID();
let signer: Signer;
let council: string;
let recorder: string;

beforeAll(async () => {
  signer = await makeSigner();
  council = await signer.sign({ party: 'council:380' });
  recorder = await signer.sign({ party: 'recorder', record: '*', sub: 'The office' });
});

describe('Bradford', () => {
  let api: TestApi;
  let clock: { now: number };
  let ids: ReadonlyMap<string, string>;

  beforeAll(async () => {
    const loaded = await bradfordLoaded();
    clock = loaded.clock;
    api = await startTestApi({
      verifier: signer.verifier,
      caseline: loaded.caseline,
      pages,
      conforming: false,
      now: () => clock.now,
    });
    const { events } = await loaded.caseline.events('bradford', { viewer: 'auditor' });
    ids = new Map(events.map(({ id, type, occurred }) => [`${type} ${occurred.date}`, id]));
  });
  afterAll(() => api.close());

  const fact = (what: string, session?: string): Promise<Visited> =>
    visit(api, `/events/${ids.get(what)}`, session === undefined ? {} : { session });

  it('was judged inadequate: grades, who says so and where, and who could know it from when', async () => {
    const { status, text } = await fact('JudgementsIssued 2018-10-24');
    const said = mainText(text);
    expect(status).toBe(200);
    expect(said).toContain('Inspection Judged inadequate overall (ILACS) 24 October 2018');
    expect(said).toContain(
      'The experiences and progress of children who need help and protection Grade Inadequate',
    );
    expect(text).toContain('cl-shape--inadequate');
    expect(said).toContain(
      'Report of the ILACS inspection, 2018 , page 1 Publisher Ofsted Dated 29 October 2018 Licence Open Government Licence v3.0',
    );
    expect(said).toMatch(/24 October 2018 The council of Bradford, Ofsted, .* 29 October 2018 The public/);
    expect(text).toContain('href="/authorities/bradford?asOf=2018-10-24"');
    expect(text).toContain(`href="/v1/events/${ids.get('JudgementsIssued 2018-10-24')}"`);
  });

  it('has a notice of a day that no source says', async () => {
    const said = mainText((await fact('ImprovementNoticeDrafted 2018-10-XX')).text);
    expect(said).toContain('Improvement notice drafted A day in October 2018');
    expect(said).toContain('In the words of the source: x October 2018');
    expect(said).toContain('One day between 1 and 31 October 2018: the source does not say which.');
    expect(said).toContain('Reviewed at least every 6 months');
    expect(said).toContain('22 November 2026 at the latest The public');
  });

  it('has eight comments on a draft, and what was answered', async () => {
    const { text } = await fact('FactualAccuracyChecked 2018-10-24');
    expect(text.match(/class="cl-rows__row"/g)).toHaveLength(8);
    expect(mainText(text)).toContain('Page 1 Point Paragraph 1 What was asked Correct the date and title');
  });

  it('has a commissioner whose name a later source adds: as first recorded, and as it stands', async () => {
    const { text } = await fact('CommissionerAppointed 2021-09');
    const said = mainText(text);
    expect(said).toContain('Commissioner appointed: Steve Walker September 2021 This has been corrected.');
    expect(said).toContain('Name changed As first recorded None As it stands now Steve Walker');
    expect(said).toContain('Later evidence: Another source adds the name and the remit.');
    expect(text).toContain(`href="/events/${ids.get('EventCorrected 2021-09')}"`);
  });

  it('and the correction says what it corrects, and what it puts in its place', async () => {
    const { text } = await fact('EventCorrected 2021-09');
    expect(mainText(text)).toContain('What this corrects Commissioner appointed , September 2021');
    expect(mainText(text)).toContain('Name As first recorded None As corrected here Steve Walker');
    expect(text).toContain(`href="/events/${ids.get('CommissionerAppointed 2021-09')}"`);
  });

  it('was told to nobody but some under embargo: for the public there was no such fact', async () => {
    const before = { now: Date.parse('2018-10-26T12:00:00Z') };
    const later = clock.now;
    try {
      clock.now = before.now;
      const hidden = await fact('JudgementsIssued 2018-10-24');
      const none = await visit(api, `/events/${unknown}`);
      expect(hidden.status).toBe(404);
      expect(hidden.text.replaceAll(`${ids.get('JudgementsIssued 2018-10-24')}`, unknown)).toBe(none.text);
      expect(hidden.headers['cache-control']).toBe(none.headers['cache-control']);
      const asCouncil = await signer.sign({ party: 'council:380', expires: '20y' });
      const told = await fact('JudgementsIssued 2018-10-24', asCouncil);
      expect([told.status, mainText(told.text)]).toEqual([200, expect.stringContaining('Judged inadequate')]);
    } finally {
      clock.now = later;
    }
  });
});

describe('a fact', () => {
  let api: TestApi;
  beforeEach(async () => {
    api = await startTestApi({
      verifier: signer.verifier,
      events: recordedHistory,
      pages,
      conforming: false,
    });
  });
  afterEach(() => api.close());

  const read = async (id: string, session?: string): Promise<string> =>
    (await visit(api, `/events/${id}`, session === undefined ? {} : { session })).text;
  const record = async (event: NewEvent): Promise<string> => {
    const { status, text } = await api.post('/v1/authorities/380/events', sent(event), { as: recorder });
    expect([status, text]).toEqual([201, expect.anything()]);
    return event.id;
  };
  const correction = (target: string, replacement: object, explanation: string): NewEvent =>
    anEvent('EventCorrected', { data: { target, reason: 'data_entry', explanation, replacement } });

  it('for the council alone is no page for the public, nor a link on any other', async () => {
    expect((await visit(api, `/events/${history.considered.id}`)).status).toBe(404);
    expect(mainText(await read(history.considered.id, council))).toContain(secretWords);
    expect(await read(history.judged2018.id)).not.toContain(history.considered.id);
  });

  it('does not count what is hidden: no place in the record is told', async () => {
    for (const id of [history.published2018.id, history.judged2018.id])
      expect(await read(id, council)).not.toMatch(/revision|position/i);
  });

  it('without a source says so', async () => {
    const id = await record(anEvent('VisitCarriedOut', { source: undefined }));
    expect(mainText(await read(id))).toContain('No source is given.');
  });

  it('that was shown to nobody says who knows it all the same', async () => {
    const id = await record(anEvent('VisitCarriedOut', { disclosures: [] }));
    expect(mainText(await read(id, recorder))).toContain(
      'Only the office that keeps this record, which wrote it down, and auditors.',
    );
  });

  it('tells of a correction, of its correction, and that both were taken back', async () => {
    const target = history.inspected2014.id;
    const first = await record(
      correction(target, { occurred: { date: '2014-02-17/2014-03-12' } }, 'Off by one.'),
    );
    const again = correction(
      first,
      {
        data: {
          target,
          reason: 'data_entry',
          explanation: 'Off by one.',
          replacement: { occurred: { date: '2014-02-18/2014-03-12' } },
        },
      },
      'Off by one again.',
    );
    await record(again);
    const corrected = mainText(await read(target));
    expect(corrected).toContain(
      'When changed As first recorded February to March 2014 As it stands now 18 February to 12 March 2014',
    );
    expect(corrected).toMatch(/Off by one\..*Off by one again\./);

    const withdrawal = anEvent('EventWithdrawn', {
      data: { target: first, reason: 'source_error', explanation: 'It was right.' },
    });
    await record(withdrawal);
    const restored = mainText(await read(target));
    expect(restored).not.toContain('This has been corrected.');
    expect(restored).toContain('This has been withdrawn in turn, and counts no more.');
    expect(mainText(await read(first))).toContain('This was withdrawn. It stays in the record');
    expect(mainText(await read(withdrawal.id))).toContain('What this withdraws Correction (data entry)');
  });

  it('hides a correction with whoever may not know it', async () => {
    const target = history.judged2014.id;
    const secret = anEvent('EventCorrected', {
      disclosures: [],
      data: {
        target,
        reason: 'late_evidence',
        explanation: secretWords,
        replacement: { occurred: { date: '2014-05-22' } },
      },
    });
    const before = await read(target);
    await record(secret);
    expect(await read(target)).toBe(before);
    expect(await read(target, recorder)).toContain(secretWords);
  });

  it('leads to what caused it, where the viewer may know that', async () => {
    const cause = anEvent('InspectionNotified', { disclosures: [], data: { inspectionId: '2024-ilacs' } });
    const effect = anEvent('VisitCarriedOut', { causationId: cause.id });
    await record(cause);
    await record(effect);
    expect(await read(effect.id)).not.toContain(cause.id);
    expect(mainText(await read(effect.id, recorder))).toContain('What led to it');
  });

  it('that says hostile things says them as text', async () => {
    const hostile = '<script>alert(1)</script>"\'&{{7*7}}';
    const id = await record(
      anEvent('ReportConsidered', {
        occurred: { date: '2023-02-21', verbatim: hostile },
        source: { id: 'nowhere', paragraph: hostile, note: hostile },
        data: { body: hostile, title: hostile, recommendation: hostile, outcome: hostile },
      }),
    );
    const html = await read(id);
    expect(html).not.toContain('<script>alert');
    expect(html).not.toContain('49');
    expect(mainText(html).split(hostile).length - 1).toBeGreaterThanOrEqual(8);
    expect(inWords(/<title>[^<]*/.exec(html)?.[0] ?? '')).toContain(hostile);
  });
});

describe('every type of the catalogue', () => {
  let api: TestApi;
  const disclosures = [{ to: 'public', from: '2014-01-01' }];
  const events = eventTypeNames.map((type) =>
    type === 'EventCorrected' || type === 'EventWithdrawn'
      ? anEvent(type, { disclosures, data: { target: history.judged2014.id } })
      : anEvent(type, { disclosures }),
  );
  beforeAll(async () => {
    api = await startTestApi({
      verifier: signer.verifier,
      events: [...recordedHistory, ...events],
      pages,
      conforming: false,
    });
  });
  afterAll(() => api.close());

  it.each(events.map((event) => [event.type, event.id] as const))(
    '%s is a page in words',
    async (type, id) => {
      const { status, text } = await visit(api, `/events/${id}`);
      const said = mainText(text);
      expect(status).toBe(200);
      expect(said).not.toMatch(/undefined|null|NaN|\[object|[{}]|_/);
      for (const word of Object.values(exampleEvents[type].data)) {
        if (typeof word === 'string' && /^[A-Z][a-z]+ [a-z ]+$/.test(word)) expect(said).toContain(word);
      }
    },
  );
});
