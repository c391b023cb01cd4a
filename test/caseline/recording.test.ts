import { type Caseline, CaselineError } from '../../src/caseline.ts';
import { bradfordLoaded } from '../support/bradford.ts';
import { eventId } from '../support/events.ts';

const recordedBy = { name: 'A. Recorder', party: 'recorder' };
const caseId = 'authority-380';
const everybody = [{ to: 'public', from: '2018-01-01' }];
const source = { id: 'ofsted-report-second' };

let next = 0xc000;
const newId = () => eventId(next++);

const measure = (overrides: Record<string, unknown> = {}) => ({
  id: newId(),
  type: 'MeasureReported',
  occurred: { date: '2020-05' },
  disclosures: everybody,
  source,
  data: { measure: 'Referrals', changePercent: 3, statedBy: 'the council' },
  ...overrides,
});

async function refusal(attempt: Promise<unknown>): Promise<CaselineError> {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof CaselineError) return error;
  throw new Error(`expected a refusal, got ${String(error)}`);
}

describe('recording', () => {
  let caseline: Caseline;
  let clock: { now: number };

  beforeEach(async () => {
    ({ caseline, clock } = await bradfordLoaded());
  });
  afterEach(() => caseline.close());

  const record = (...events: unknown[]) => caseline.record({ caseId, recordedBy, events });
  const count = async () => (await caseline.events('bradford', { viewer: 'auditor' })).events.length;

  it.each([
    [
      'an end before its start',
      {
        type: 'InspectionCarriedOut',
        occurred: { date: '2024-03-08/2024-03-01' },
        data: { inspectionId: '2024-ilacs', framework: 'ILACS_2023', kind: 'short' },
      },
      'extent-ends-before-it-starts',
    ],
    [
      'a judgement in an area that ILACS does not have',
      {
        type: 'JudgementsIssued',
        occurred: { date: '2018-10-24' },
        disclosures: [{ to: 'public', from: '2018-10-29' }],
        data: {
          inspectionId: '2018-ilacs',
          framework: 'ILACS_2018',
          overall: 'inadequate',
          areas: [{ area: 'adoption', grade: 'good' }],
        },
      },
      'area-not-in-framework',
    ],
    [
      'a report published before the inspection ended',
      { type: 'ReportPublished', occurred: { date: '2018-09-20' }, data: { inspectionId: '2018-ilacs' } },
      'report-before-inspection-ended',
    ],
  ])('refuses %s, names the rule and stores nothing', async (_what, event, rule) => {
    const before = await count();
    const error = await refusal(record(measure(event)));
    expect(error.code).toBe('rule-broken');
    expect(error.facts.findings).toEqual(
      expect.arrayContaining([expect.objectContaining({ rule, citation: expect.any(String) })]),
    );
    expect(await count()).toBe(before);
  });

  it('names the field of what cannot be read, and what it could have been', async () => {
    expect((await refusal(record(measure({ type: 'ReportPublishd' })))).message).toMatch(/ReportPublished/);
    expect((await refusal(record(measure({ occurred: { date: '2018-13' } })))).facts.problems).toEqual([
      { at: '/occurred/date', problem: expect.stringContaining('month') },
    ]);
    expect((await refusal(record(measure({ disclosures: undefined })))).message).toMatch(/disclosures/);
  });

  it('takes all events of a submission or none', async () => {
    const before = await count();
    await refusal(
      record(
        measure(),
        measure({
          type: 'ReportPublished',
          occurred: { date: '2018-09-20' },
          data: { inspectionId: '2018-ilacs' },
        }),
      ),
    );
    expect(await count()).toBe(before);
    await record(measure(), measure());
    expect(await count()).toBe(before + 2);
  });

  it('gives the same answer for the same event again, and refuses its id for another', async () => {
    const event = measure();
    const first = await record(event);
    expect(await record(event)).toMatchObject({ position: first.position, alreadyThere: true });
    const other = { ...event, data: { ...event.data, changePercent: 4 } };
    expect((await refusal(record(other))).code).toBe('event-id-taken');
  });

  it('refuses where something came since the position that the recorder expects', async () => {
    const { basis } = await caseline.replay('case', 'bradford', { viewer: 'recorder' });
    await caseline.record({ caseId, recordedBy, events: [measure()], expectedPosition: basis.position });
    const late = { caseId, recordedBy, events: [measure()], expectedPosition: basis.position };
    expect(await refusal(caseline.record(late))).toMatchObject({ code: 'revision-conflict' });
  });

  it('records from many at once, each exactly once', async () => {
    const before = await count();
    await Promise.all(Array.from({ length: 64 }, () => record(measure())));
    expect(await count()).toBe(before + 64);
  });

  it('records from several parties at once', async () => {
    const before = await count();
    const as = (party: string) =>
      caseline.record({ caseId, recordedBy: { name: party, party }, events: [measure()] });
    await Promise.all(
      Array.from({ length: 30 }, (_, index) => as(['recorder', 'ofsted', 'council:380'][index % 3] ?? 'dfe')),
    );
    expect(await count()).toBe(before + 30);
  });

  it('does not refuse a recorder for what that recorder may not see', async () => {
    // Ofsted knows of an inspection that nobody else does; the department records under the same name.
    const inspection = { inspectionId: '2031-ilacs', framework: 'ILACS_2023', kind: 'short' };
    const ofsted = { name: 'Ofsted', party: 'ofsted' };
    const hidden = measure({
      type: 'InspectionCarriedOut',
      occurred: { date: '2031-03-03/2031-03-07' },
      disclosures: [],
      data: inspection,
    });
    await caseline.record({ caseId, recordedBy: ofsted, events: [hidden] });
    const published = measure({
      type: 'ReportPublished',
      occurred: { date: '2031-03-01' },
      disclosures: [],
      data: { inspectionId: '2031-ilacs' },
    });
    const dfe = { name: 'DfE', party: 'dfe' };
    await expect(caseline.record({ caseId, recordedBy: dfe, events: [published] })).resolves.toMatchObject({
      alreadyThere: false,
    });
    const again = { ...published, id: newId() };
    expect((await refusal(caseline.record({ caseId, recordedBy: ofsted, events: [again] }))).code).toBe(
      'rule-broken',
    );
  });

  it('refuses a case that nobody registered, and takes its registration', async () => {
    const leeds = { caseId: 'authority-383', recordedBy, events: [measure()] };
    expect((await refusal(caseline.record(leeds))).code).toBe('unknown-authority');
    const data = {
      la: '383',
      slug: 'leeds',
      name: 'Leeds',
      kind: 'metropolitan_district',
      region: 'Yorkshire and the Humber',
    };
    const registration = measure({
      type: 'AuthorityRegistered',
      occurred: { date: '1974-04-01' },
      disclosures: [{ to: 'public', from: '1974-04-01' }],
      data,
    });
    await caseline.record({ ...leeds, events: [registration] });
    expect((await caseline.replay('case', 'leeds', { viewer: 'public' })).case.authority?.name).toBe('Leeds');
  });

  describe('a registration', () => {
    const register = (la: string, data: Record<string, unknown>) =>
      caseline.record({
        caseId: `authority-${la}`,
        recordedBy,
        events: [
          measure({
            type: 'AuthorityRegistered',
            occurred: { date: '1974-04-01' },
            disclosures: [{ to: 'public', from: '1974-04-01' }],
            data: { la, slug: 'aaa', name: 'Aaa', kind: 'county', region: 'North', ...data },
          }),
        ],
      });
    const nameOf = async (authority: string) =>
      (await caseline.replay('case', authority, { viewer: 'public' })).case.authority?.name;

    it('does not take the name or the code of another', async () => {
      await register('392', { slug: 'bradford' });
      expect(await nameOf('bradford')).toBe('Bradford');
      expect((await refusal(register('393', { slug: '380' }))).code).toBe('invalid-event');
      expect((await refusal(register('394', { la: '380' }))).code).toBe('rule-broken');
      expect(await nameOf('380')).toBe('Bradford');
    });

    it('keeps every name that it has had', async () => {
      const { events } = await caseline.events('bradford', { viewer: 'public' });
      const first = events.find(({ type }) => type === 'AuthorityRegistered');
      const data = { ...first?.data, slug: 'bradford-mdc' };
      await record(
        measure({
          type: 'EventCorrected',
          occurred: { date: '2026-12-01' },
          disclosures: [{ to: 'public', from: '2026-12-01' }],
          data: { target: first?.id, reason: 'data_entry', replacement: { data } },
        }),
      );
      expect(await nameOf('bradford-mdc')).toBe('Bradford');
      expect(await nameOf('bradford')).toBe('Bradford');
      expect(await caseline.authorities('public')).toMatchObject([{ slug: 'bradford-mdc' }]);
    });
  });

  it('gives nobody a second chance to record what was refused', async () => {
    const impossible = measure({
      type: 'ReportPublished',
      occurred: { date: '2018-09-20' },
      data: { inspectionId: '2018-ilacs' },
    });
    const before = await count();
    const outcomes = await Promise.allSettled([record(impossible), record(impossible), record(impossible)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(await count()).toBe(before);
  });

  describe('a correction recorded today of a fact of 2018', () => {
    const judged = async () => {
      const { timeline } = await caseline.timeline('bradford', { viewer: 'public' });
      const entry = timeline.find(({ type, date }) => type === 'JudgementsIssued' && date === '2018-10-24');
      if (!entry) throw new Error('the judgement of 2018 is missing');
      return entry.id;
    };
    const correction = async () =>
      measure({
        type: 'EventCorrected',
        occurred: { date: '2026-12-01' },
        disclosures: [{ to: 'public', from: '2026-12-01' }],
        data: {
          target: await judged(),
          reason: 'source_error',
          explanation: 'the third area was read off the wrong row',
          replacement: {
            data: {
              inspectionId: '2018-ilacs',
              framework: 'ILACS_2018',
              overall: 'inadequate',
              areas: [
                { area: 'leadership', grade: 'inadequate' },
                { area: 'help_and_protection', grade: 'inadequate' },
                { area: 'in_care_and_care_leavers', grade: 'requires_improvement' },
              ],
            },
          },
        },
      });
    const question = { viewer: 'public', validAt: '2018-11-30' };
    const leadership = async (asked = {}) =>
      (
        await caseline.replay('case', 'bradford', { ...question, ...asked })
      ).case.judgement.current?.areas.find(({ area }) => area === 'leadership')?.grade;

    it('changes what we say today of 2018, and leaves what we said before', async () => {
      const before = await caseline.replay('case', 'bradford', question);
      clock.now += 60_000;
      await record(await correction());
      expect(await leadership()).toBe('inadequate');
      expect(await leadership({ validAt: undefined, asOf: '2018-11-30' })).toBe('requires_improvement');
      const { position, knownAt } = before.basis;
      expect(await caseline.replay('case', 'bradford', { ...question, position, knownAt })).toEqual(before);
      expect(await caseline.replay('case', 'bradford', { ...question, position })).toEqual(before);
    });

    it('is told by `changes` with its reason and with what it changed', async () => {
      const before = await caseline.replay('case', 'bradford', question);
      clock.now += 60_000;
      const receipt = await record(await correction());
      const { changes } = await caseline.changes(
        'bradford',
        { ...question, position: before.basis.position },
        { ...question, position: receipt.position },
      );
      expect(changes.corrected).toMatchObject([
        {
          type: 'JudgementsIssued',
          amendments: [{ by: receipt.position, reason: 'source_error', explanation: expect.any(String) }],
        },
      ]);
      expect(changes.effects).toContainEqual({
        path: '/judgement/current/areas/leadership/grade',
        before: 'requires_improvement',
        after: 'inadequate',
      });
    });

    it('is refused where it makes the history impossible, or does not fit the event', async () => {
      const impossible = await correction();
      const inspection = (await caseline.timeline('bradford', { viewer: 'public' })).timeline.find(
        ({ type, date }) => type === 'InspectionCarriedOut' && date.startsWith('2018'),
      );
      const late = {
        ...impossible,
        id: newId(),
        data: {
          target: inspection?.id,
          reason: 'source_error',
          replacement: { occurred: { date: '2018-10-25/2018-11-02' } },
        },
      };
      expect((await refusal(record(late))).facts.findings).toEqual(
        expect.arrayContaining([expect.objectContaining({ rule: 'report-before-inspection-ended' })]),
      );
      const misfit = {
        ...impossible,
        data: { ...impossible.data, replacement: { data: { overall: 'good' } } },
      };
      expect((await refusal(record(misfit))).facts.problems).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ at: expect.stringMatching(/^\/data\/replacement\/data/) }),
        ]),
      );
    });

    it('may not turn to another event, nor hold what nobody could read', async () => {
      const { position: first } = await record(await correction());
      const nested = (data: Record<string, unknown>) =>
        measure({
          type: 'EventCorrected',
          occurred: { date: '2026-12-01' },
          data: { target: first, reason: 'data_entry', replacement: { data } },
        });
      const target = await judged();
      const elsewhere = nested({
        target: eventId(0xabc),
        reason: 'data_entry',
        replacement: { occurred: { date: '2018' } },
      });
      expect((await refusal(record(elsewhere))).facts.problems).toEqual([
        { at: '/data/replacement/data/target', problem: expect.any(String) },
      ]);
      // Also where the event has been withdrawn for this recorder, and others may still see it.
      await record(
        measure({
          type: 'EventWithdrawn',
          occurred: { date: '2026-12-01' },
          disclosures: [],
          data: { target, reason: 'data_entry' },
        }),
      );
      const garbage = nested({ target, reason: 'data_entry', replacement: { data: { garbage: 1 } } });
      expect((await refusal(record(garbage))).code).toMatch(/invalid-event|rule-broken/);
      await expect(caseline.replay('case', 'bradford', { viewer: 'public' })).resolves.toBeDefined();
    });

    it('is told also where it moves a fact past the day asked about, and where it is withdrawn itself', async () => {
      const { timeline } = await caseline.timeline('bradford', { viewer: 'public' });
      const live = timeline.find(({ type }) => type === 'TrustWentLive')?.id;
      const disclosures = [{ to: 'public', from: '2026-12-01' }];
      const occurred = { date: '2026-12-01' };
      const moved = measure({
        type: 'EventCorrected',
        occurred,
        disclosures,
        data: { target: live, reason: 'late_evidence', replacement: { occurred: { date: '2023-05-01' } } },
      });
      const asked = { viewer: 'public', validAt: '2023-04-15' };
      const between = async (from: string, to: string) =>
        (await caseline.changes('bradford', { ...asked, position: from }, { ...asked, position: to }))
          .changes;
      const start = (await caseline.replay('case', 'bradford', asked)).basis.position;
      clock.now += 60_000;
      const { position: first } = await record(moved);
      expect(await between(start, first)).toMatchObject({
        corrected: [{ event: live, amendments: [{ by: first, reason: 'late_evidence' }] }],
        noLonger: [],
      });
      clock.now += 60_000;
      const { position: second } = await record(
        measure({
          type: 'EventWithdrawn',
          occurred,
          disclosures,
          data: { target: first, reason: 'data_entry' },
        }),
      );
      expect(await between(first, second)).toMatchObject({
        corrected: [
          { event: live, amendments: [{ by: second, type: 'EventWithdrawn', reason: 'data_entry' }] },
        ],
        happened: [],
      });
    });

    it('and a withdrawal are told with their reason, and so is its undoing', async () => {
      const target = await judged();
      const disclosures = [{ to: 'public', from: '2026-12-01' }];
      const withdraw = async (id: string) => {
        clock.now += 60_000;
        const data = { target: id, reason: 'data_entry' };
        return (
          await record(
            measure({ type: 'EventWithdrawn', occurred: { date: '2026-12-01' }, disclosures, data }),
          )
        ).position;
      };
      const at = (position: string) => ({ ...question, position });
      const start = (await caseline.replay('case', 'bradford', question)).basis.position;
      const gone = await withdraw(target);
      const { changes } = await caseline.changes('bradford', at(start), at(gone));
      expect(changes.withdrawn).toMatchObject([{ event: target, after: null, amendments: [{ by: gone }] }]);
      const back = await withdraw(gone);
      const undone = await caseline.changes('bradford', at(gone), at(back));
      expect(undone.changes.restored).toMatchObject([
        { event: target, before: null, amendments: [{ by: back }] },
      ]);
    });

    it('can be withdrawn, after which the first form stands again', async () => {
      const { position } = await record(await correction());
      await record(
        measure({
          type: 'EventWithdrawn',
          occurred: { date: '2026-12-01' },
          disclosures: [{ to: 'public', from: '2026-12-01' }],
          data: { target: position, reason: 'data_entry' },
        }),
      );
      expect(await leadership()).toBe('requires_improvement');
    });
  });
});
