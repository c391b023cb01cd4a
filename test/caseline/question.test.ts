import { type Caseline, CaselineError, type Question } from '../../src/caseline.ts';
import { bradfordLoaded } from '../support/bradford.ts';
import { eventId } from '../support/events.ts';

describe('the basis of an answer', () => {
  let caseline: Caseline;
  let clock: { now: number };

  beforeEach(async () => {
    ({ caseline, clock } = await bradfordLoaded());
  });
  afterEach(() => caseline.close());

  const ask = (question: Partial<Question>) =>
    caseline.replay('case', 'bradford', { viewer: 'public', ...question });
  const refused = async (question: Partial<Question>) => {
    const error = await ask(question).catch((thrown: unknown) => thrown);
    return error instanceof CaselineError ? error : undefined;
  };
  const recordHidden = () =>
    caseline.record({
      caseId: 'authority-380',
      recordedBy: { name: 'A. Recorder', party: 'recorder' },
      events: [
        {
          id: eventId(0xd000),
          type: 'OfficeVacated',
          occurred: { date: '2026-11-30' },
          disclosures: [{ to: 'public', from: '2027-01-15' }],
          data: { office: 'chief_executive' },
        },
      ],
    });

  it('does not move with the clock while nothing happens', async () => {
    const before = await ask({ validAt: '2023-12-31' });
    clock.now += 3_600_000;
    expect(await ask({ validAt: '2023-12-31' })).toEqual(before);
  });

  it('does not move when something is recorded that the viewer may not know', async () => {
    const before = await ask({});
    await recordHidden();
    expect(await ask({})).toEqual(before);
  });

  it('moves when an embargo lifts, and its old basis still gives the old answer', async () => {
    await recordHidden();
    const before = await ask({ validAt: '2026-12-01' });
    clock.now = Date.UTC(2027, 0, 15, 0, 0, 1);
    const after = await ask({ validAt: '2026-12-01' });
    expect(after.basis.knownAt).toBe('2027-01-15T00:00:00.000Z');
    expect(after.case.officeHolders.map(({ office }) => office)).not.toContain('chief_executive');
    const { position, knownAt } = before.basis;
    expect(await ask({ validAt: '2026-12-01', position, knownAt })).toEqual(before);
  });

  it('refuses to say what will be known', async () => {
    expect(await refused({ knownAt: '2030-01-01' })).toMatchObject({
      code: 'invalid-question',
      facts: { parameter: 'knownAt' },
    });
    expect(await refused({ asOf: '2026-12-02' })).toMatchObject({ code: 'invalid-question' });
  });

  it('takes today as it is known so far', async () => {
    await recordHidden();
    clock.now = Date.UTC(2027, 0, 14, 12);
    expect((await ask({ asOf: '2027-01-14' })).case).toEqual((await ask({ validAt: '2027-01-14' })).case);
  });

  it('looks ahead in valid time alone', async () => {
    expect((await ask({ validAt: '2030-01-01' })).basis.validAt).toBe('2030-01-01');
  });

  it.each([
    [{ asOf: '2018-10-26', validAt: '2018-10-26' }, /asOf/],
    [{ position: 'start', recordedAt: '2026-12-01' }, /position/],
    [{ validAt: '26 October 2018' }, /2018-10-26/],
    [{ validAt: '2018-02-30' }, /2018-10-26/],
  ])('refuses %j and says what to write', async (question, says) => {
    expect((await refused(question))?.message).toMatch(says);
  });

  it('does not know the position of a hidden event', async () => {
    await recordHidden();
    expect(await refused({ position: eventId(0xd000) })).toMatchObject({ code: 'unknown-position' });
    expect(await refused({ position: eventId(0xdddd) })).toMatchObject({ code: 'unknown-position' });
  });

  it('finds authorities by code and by name, and says how to ask for others', async () => {
    const byCode = await caseline.replay('case', '380', { viewer: 'public' });
    expect(byCode).toEqual(await ask({}));
    await expect(caseline.replay('case', 'atlantis', { viewer: 'public' })).rejects.toMatchObject({
      code: 'unknown-authority',
    });
  });
});
