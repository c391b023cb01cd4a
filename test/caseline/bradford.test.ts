import type { Caseline, Question } from '../../src/caseline.ts';
import { bradfordLoaded } from '../support/bradford.ts';

/** The questions that an expert would put by hand, with the answers that the documents give. */
describe('Bradford, replayed', () => {
  let caseline: Caseline;

  beforeAll(async () => {
    ({ caseline } = await bradfordLoaded());
  });
  afterAll(() => caseline.close());

  const caseAt = async (question: Question) => (await caseline.replay('case', 'bradford', question)).case;

  describe('on 26 October 2018, while the report was under embargo', () => {
    it('tells the public: requires improvement under SIF, since 23 May 2014', async () => {
      const { judgement } = await caseAt({ viewer: 'public', asOf: '2018-10-26' });
      expect(judgement.current).toMatchObject({
        overall: 'requires_improvement',
        framework: 'SIF',
        since: '2014-05-23',
        published: '2014-05-23',
      });
      expect(judgement.possiblySuperseded).toBeNull();
    });

    it('tells the council: inadequate, shared on 24 October, under embargo until the 29th', async () => {
      const { judgement, inspection } = await caseAt({ viewer: 'council:380', asOf: '2018-10-26' });
      expect(judgement.current).toMatchObject({
        overall: 'inadequate',
        issued: '2018-10-24',
        published: null,
        underEmbargoUntil: '2018-10-29',
      });
      expect(inspection).toMatchObject({ phase: 'shared_under_embargo', shared: '2018-10-24' });
    });

    it('tells the council that the statement of action is due on 4 February 2019, as stated and as computed', async () => {
      const { openDeadlines } = await caseAt({ viewer: 'council:380', asOf: '2018-10-26' });
      expect(openDeadlines.find(({ id }) => id === '2018-ilacs/statement-of-action')).toMatchObject({
        due: '2019-02-04',
        status: 'due',
        basis: { agree: true, stated: { due: '2019-02-04' }, computed: { due: '2019-02-04' } },
      });
    });

    it('leaves the public no trace of it in any answer', async () => {
      const question: Question = { viewer: 'public', asOf: '2018-10-26' };
      const answers = [
        await caseline.timeline('bradford', question),
        await caseline.events('bradford', question),
        ...(await Promise.all(
          (['case', 'journey', 'deadlines', 'improvement', 'reconciliation'] as const).map((name) =>
            caseline.replay(name, 'bradford', question),
          ),
        )),
      ];
      for (const answer of answers) {
        const told = JSON.stringify(answer).replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4,12}){4}/g, 'id');
        const traces = [...told.matchAll(/2018-(?!10-26)[0-9a-z-]+|2019|"inadequate"/g)].map(
          ([trace]) => trace,
        );
        expect(traces).toEqual([]);
      }
    });

    it('tells the council of another authority what it tells the public', async () => {
      const asked = await caseline.replay('case', 'bradford', { viewer: 'council:383', asOf: '2018-10-26' });
      const asPublic = await caseline.replay('case', 'bradford', { viewer: 'public', asOf: '2018-10-26' });
      expect(asked).toEqual({ ...asPublic, basis: { ...asPublic.basis, viewer: 'council:383' } });
    });

    it('says inadequate to everybody in hindsight', async () => {
      const { judgement } = await caseAt({ viewer: 'public', validAt: '2018-10-26' });
      expect(judgement.current).toMatchObject({ overall: 'inadequate', published: null });
    });
  });

  it.each([
    ['2018-10-28', 'requires_improvement'],
    ['2018-10-29', 'inadequate'],
  ])('as of %s the public knows %s', async (asOf, overall) => {
    expect((await caseAt({ viewer: 'public', asOf })).judgement.current?.overall).toBe(overall);
  });

  it.each([
    ['2022-11-13', 'published'],
    ['2022-11-18', 'notified'],
    ['2022-11-25', 'on_site'],
    ['2022-12-20', 'awaiting_report'],
    ['2023-01-31', 'published'],
  ])('as of %s the council had its inspection %s', async (asOf, phase) => {
    expect((await caseAt({ viewer: 'council:380', asOf })).inspection?.phase).toBe(phase);
  });

  it('does not tell the end of an inspection that is still on', async () => {
    const { inspection } = await caseAt({ viewer: 'council:380', asOf: '2022-11-25' });
    expect(inspection?.onSite).toEqual([{ from: '2022-11-21', to: null, precise: true }]);
  });

  it('finds every area inadequate on 31 January 2023', async () => {
    const { judgement } = await caseAt({ viewer: 'council:380', asOf: '2023-01-31' });
    expect(judgement.current?.areas.map(({ grade }) => grade)).toEqual([
      'inadequate',
      'inadequate',
      'inadequate',
    ]);
  });

  it('has the council deliver, with a trust planned, on 31 March 2023, and the trust the day after', async () => {
    const before = await caseAt({ viewer: 'public', asOf: '2023-03-31' });
    expect(before.delivery).toMatchObject({ by: 'council' });
    expect(before.delivery.planned[0]).toMatchObject({ for: '2023-04' });
    const after = await caseAt({ viewer: 'public', asOf: '2023-04-01' });
    expect(after.delivery).toMatchObject({
      by: 'trust',
      name: 'Bradford Children and Families Trust',
      since: '2023-04-01',
      planned: [],
    });
  });

  describe('on 15 October 2018, when the sources only say "October 2018"', () => {
    it('says that a notice had possibly been proposed and drafted', async () => {
      const { intervention } = await caseAt({ viewer: 'public', validAt: '2018-10-15' });
      expect(intervention).toMatchObject({ level: 'notice_drafted', certainty: 'possible' });
      expect(intervention.notices[0]).toMatchObject({
        proposed: { certainty: 'possible' },
        drafted: { certainty: 'possible' },
      });
    });

    it('says that none had, where only what is certain counts', async () => {
      const { intervention } = await caseAt({
        viewer: 'public',
        validAt: '2018-10-15',
        certainty: 'certain',
      });
      expect(intervention).toMatchObject({ level: 'none', notices: [] });
    });
  });

  it('knows the deadlines after the inspection of 2018, each with its basis, on 1 December 2018', async () => {
    const { deadlines } = await caseline.replay('deadlines', 'bradford', {
      viewer: 'council:380',
      asOf: '2018-12-01',
    });
    const of2018 = deadlines.deadlines.filter(({ subject }) => subject.startsWith('2018-'));
    expect(of2018.map(({ id, due, status, standing }) => [id, due, status, standing])).toEqual([
      ['2018-improvement-notice/representations', '2018-11-09', 'passed', 'in_force'],
      ['2018-ilacs/report-publication', '2018-12-05', 'due', 'in_force'],
      ['2018-ilacs/feedback', '2018-12-12', 'due', 'in_force'],
      ['2018-ilacs/statement-of-action', '2019-02-04', 'due', 'in_force'],
      ['2018-improvement-notice/progress-review', '2019-04-01/2019-04-30', 'due', 'proposed'],
      ['2018-improvement-notice/plan-delivery', '2020-04', 'due', 'proposed'],
    ]);
    for (const { basis } of of2018) expect(basis.stated ?? basis.computed).not.toBeNull();
  });

  it('holds nine claimed monitoring visits against those recorded, and cites the two sources that disagree', async () => {
    const { reconciliation } = await caseline.replay('reconciliation', 'bradford', { viewer: 'public' });
    const ninth = reconciliation.claims.find(({ of, claimed }) => of === 'monitoring_visit' && claimed === 9);
    expect(ninth).toMatchObject({ recorded: { certainly: 1 }, agrees: false });
    const disagreement = reconciliation.disagreements.find(({ about }) => about === 'monitoring_visit');
    expect(new Set(disagreement?.claims.map(({ source }) => source?.id))).toEqual(
      new Set(['ofsted-report-third', 'ofsted-visit-letter']),
    );
  });

  it('is one spell of inadequate from 29 October 2018 that the judgement of 2023 does not restart', async () => {
    const { journey } = await caseline.replay('journey', 'bradford', {
      viewer: 'public',
      asOf: '2023-12-31',
    });
    expect(journey.spells.map(({ grade, from, to, direction }) => [grade, from, to, direction])).toEqual([
      ['requires_improvement', '2014-05-23', '2018-10-29', 'first'],
      ['inadequate', '2018-10-29', null, 'worse'],
    ]);
    expect(journey.spells[1]?.judgements.map(({ published }) => published)).toEqual([
      '2018-10-29',
      '2023-01-31',
    ]);
    expect(journey.spells[1]?.days).toBe(1889);
  });

  it('follows the areas for improvement of 2023 to the visit that looked at them again', async () => {
    const { improvement } = await caseline.replay('improvement', 'bradford', { viewer: 'public' });
    const of = (year: string) => improvement.areas.filter(({ ref }) => ref.startsWith(year));
    expect(of('2014')).toHaveLength(6);
    expect(of('2014').every(({ actions }) => actions.length > 0)).toBe(true);
    expect(of('2023')).toHaveLength(14);
    expect(of('2023').some(({ seen }) => seen.some(({ date }) => date === '2023-07-18/2023-07-19'))).toBe(
      true,
    );
  });

  it('loads the bundled history twice and adds nothing', async () => {
    const before = await caseline.replay('case', 'bradford', { viewer: 'auditor' });
    const { readBundledHistories } = await import('../../src/ingest/history.ts');
    for (const history of await readBundledHistories())
      expect(await caseline.importHistory(history)).toMatchObject({ recorded: 0, refused: [] });
    expect(await caseline.replay('case', 'bradford', { viewer: 'auditor' })).toEqual(before);
  });
});
