import { PUBLIC } from '../../../src/domain/parties.ts';
import { endOfDay } from '../../../src/domain/time/london.ts';
import { england } from '../../../src/projections/england/england.ts';
import { type Standing, standingOf } from '../../../src/projections/england/standing.ts';
import { CaseHistory } from '../../../src/replay/case-history.ts';
import { day } from '../../domain/time/dates.ts';
import { bradfordLoaded } from '../../support/bradford.ts';
import { type AuthorityHistory, authority, judged, standingsOn, succeeded } from './given.ts';

const answerOn = (validAt: string, standings: readonly Standing[]) =>
  england['time-inadequate'].answer(standings, day(validAt), {});

const spellOn = (validAt: string, history: AuthorityHistory) => {
  const { spells } = answerOn(validAt, standingsOn(validAt, [history]));
  expect(spells).toHaveLength(1);
  return spells[0];
};

describe('a spell of inadequate', () => {
  const twice = [
    judged('2018-10-29', 'ILACS_2018', 'inadequate'),
    judged('2023-01-09', 'ILACS_2018', 'inadequate'),
  ];

  it('is not restarted by a second judgement of inadequate', () => {
    expect(spellOn('2024-01-01', authority('Hull', '810', {}, ...twice))).toEqual({
      la: '810',
      name: 'Hull',
      region: 'London',
      framework: 'ILACS_2018',
      from: '2018-10-29',
      to: null,
      days: day('2024-01-01') - day('2018-10-29'),
      outcome: 'open',
      nextGrade: null,
      judgements: 2,
    });
  });

  it('ends in improvement with the publication of a better grade, SIF to ILACS too', () => {
    const history = authority(
      'Leeds',
      '383',
      {},
      judged('2015-03-01', 'SIF', 'inadequate'),
      judged('2018-12-01', 'ILACS_2018', 'requires_improvement'),
    );
    expect(spellOn('2018-11-30', history)).toMatchObject({ outcome: 'open', to: null });
    expect(spellOn('2018-12-01', history)).toMatchObject({
      outcome: 'improved',
      to: '2018-12-01',
      days: day('2018-12-01') - day('2015-03-01'),
      nextGrade: 'requires_improvement',
    });
  });

  it.each([
    [
      'an older scale',
      judged('2013-01-10', 'CP_2012', 'inadequate'),
      judged('2014-06-01', 'SIF', 'good'),
      'good',
    ],
    [
      'no overall',
      judged('2025-01-10', 'ILACS_2023', 'inadequate'),
      judged('2026-06-01', 'ILACS_2026', null),
      null,
    ],
  ])('is no improvement where the next judgement cannot be compared: %s', (_, first, next, nextGrade) => {
    const history = authority('Leeds', '383', {}, first, next);
    expect(spellOn('2027-01-01', history)).toMatchObject({ outcome: 'not_comparable', nextGrade });
  });

  it('ends with its authority', () => {
    const history = authority(
      'Northamptonshire',
      '928',
      {},
      judged('2019-11-01', 'ILACS_2018', 'inadequate'),
      succeeded('2021-04-01', '928'),
    );
    expect(spellOn('2021-03-31', history)).toMatchObject({ outcome: 'open' });
    expect(spellOn('2025-01-01', history)).toMatchObject({
      outcome: 'ended',
      to: '2021-04-01',
      days: day('2021-04-01') - day('2019-11-01'),
      nextGrade: null,
    });
  });

  it('is over with its authority, whatever was published of it later', () => {
    const history = authority(
      'Northamptonshire',
      '928',
      {},
      judged('2019-11-01', 'ILACS_2018', 'inadequate'),
      succeeded('2021-04-01', '928'),
      judged('2021-05-01', 'ILACS_2018', 'good'),
      judged('2021-06-01', 'ILACS_2018', 'inadequate'),
    );
    expect(spellOn('2025-01-01', history)).toMatchObject({ outcome: 'ended', to: '2021-04-01' });
  });

  it('of Bradford began on 29 October 2018, and the judgement of 2023 did not restart it', async () => {
    const { caseline } = await bradfordLoaded();
    const { events } = await caseline.events('bradford', { viewer: 'public' });
    await caseline.close();
    const validAt = day('2023-12-31');
    const facts = new CaseHistory(events).facts({
      viewer: PUBLIC,
      validAt,
      knownAt: endOfDay(day('2026-12-01')),
      certainty: 'possible',
    });
    const standing = standingOf(facts);
    const { spells, survival } = answerOn('2023-12-31', standing ? [standing] : []);
    expect(spells).toMatchObject([
      { la: '380', from: '2018-10-29', to: null, days: 1889, outcome: 'open', judgements: 2 },
    ]);
    expect(survival).toMatchObject({ n: 1, events: 0, median: { days: null }, steps: [{ censored: 1 }] });
  });
});

describe('how long inadequate lasts', () => {
  it('takes improvement as the event, and all other ends as censored', () => {
    const histories = [
      authority(
        'Ayton',
        '301',
        {},
        judged('2018-01-01', 'ILACS_2018', 'inadequate'),
        judged('2018-01-11', 'ILACS_2018', 'good'),
      ),
      authority(
        'Beeton',
        '302',
        {},
        judged('2018-01-01', 'ILACS_2018', 'inadequate'),
        succeeded('2018-01-11', '302'),
      ),
      authority('Ceeton', '303', {}, judged('2018-01-01', 'ILACS_2018', 'inadequate')),
    ];
    const { survival } = answerOn('2018-01-21', standingsOn('2018-01-21', histories));
    // On day 10, three at risk: one improved, then one was censored. On day 20 the last is still inadequate.
    expect(survival).toMatchObject({
      n: 3,
      events: 1,
      median: { days: null },
      steps: [
        { days: 10, atRisk: 3, improved: 1, censored: 1, survival: 2 / 3 },
        { days: 20, atRisk: 1, improved: 0, censored: 1, survival: 2 / 3 },
      ],
    });
  });
});
