import type { NewEvent } from '../../src/domain/events/catalogue.ts';
import { improvement } from '../../src/projections/improvement/improvement.ts';
import { outlook } from '../../src/replay/projection.ts';
import { day } from '../domain/time/dates.ts';
import { anEvent } from '../support/events.ts';
import { factsAt, type Seen } from '../support/facts.ts';
import { itObeysTheLaws } from '../support/projection-laws.ts';

function improvementOn(validAt: string, events: readonly NewEvent[], seen: Omit<Seen, 'validAt'> = {}) {
  const state = outlook(improvement, factsAt(events, { validAt, ...seen }));
  return improvement.view(state, { validAt: day(validAt) });
}

/** The one area that these events speak of. */
function theArea(validAt: string, events: readonly NewEvent[], seen: Omit<Seen, 'validAt'> = {}) {
  const { areas } = improvementOn(validAt, events, seen);
  if (!areas[0] || areas.length > 1) throw new Error(`expected one area, found ${areas.length}`);
  return areas[0];
}

const report = { id: 'ofsted-report-2018-10-29', page: 2 };
const set = anEvent('AreasForImprovementSet', {
  occurred: { date: '2018-10-24' },
  source: report,
  data: { areas: [{ ref: 'front-door', text: 'The front door', judgementArea: 'help_and_protection' }] },
});
const action = (date: string, ...addresses: string[]) =>
  anEvent('ImprovementActionTaken', {
    occurred: { date },
    data: { action: 'More social workers', addresses },
  });
const plan = (date: string, ...covers: string[]) =>
  anEvent('ImprovementPlanAdopted', { occurred: { date }, data: { covers } });
const visit = anEvent('VisitCarriedOut', {
  occurred: { date: '2023-07-18/2023-07-19' },
  data: { visitId: 'july-2023' },
});
const findings = (
  date: string,
  direction: 'some_improvement' | 'declined' | 'not_stated',
  addresses: string[] = ['front-door'],
  visitId = 'july-2023',
) =>
  anEvent('VisitFindingsPublished', {
    occurred: { date },
    data: {
      visitId,
      findings: [{ area: 'Integrated front door', direction, summary: 'Referrals', addresses }],
    },
  });

describe('an area for improvement', () => {
  it('is raised by the inspection that named it, with its source', () => {
    expect(theArea('2018-12-01', [set])).toEqual({
      ref: 'front-door',
      text: 'The front door',
      judgementArea: 'help_and_protection',
      raised: {
        inspectionId: '2018-ilacs',
        date: '2018-10-24',
        event: set.id,
        source: report,
        certainty: 'certain',
      },
      raisedAgain: [],
      actions: [],
      seen: [],
      inPlan: null,
      latestDirection: null,
      status: 'raised',
      certainty: 'certain',
    });
  });

  it('is acted on from the day of the first action that addresses it', () => {
    const events = [
      set,
      action('2019-03-04', 'front-door', 'supervision'),
      action('2019-05-01', 'supervision'),
    ];
    expect(theArea('2019-03-03', events).status).toBe('raised');
    expect(theArea('2019-06-01', events)).toMatchObject({
      status: 'acted_on',
      actions: [
        { date: '2019-03-04', action: 'More social workers', addresses: ['front-door', 'supervision'] },
      ],
    });
  });

  it('meets an action that came before the report that raised it', () => {
    expect(theArea('2018-12-01', [action('2018-10-01', 'front-door'), set]).status).toBe('acted_on');
  });

  it('is in the first plan that covers it', () => {
    const first = plan('2019-01-15', 'front-door');
    const events = [set, plan('2018-12-01', 'supervision'), first, plan('2023-02-21', 'front-door')];
    expect(theArea('2019-01-14', events).inPlan).toBeNull();
    expect(theArea('2023-03-01', events).inPlan).toEqual({
      date: '2019-01-15',
      event: first.id,
      certainty: 'certain',
    });
  });

  it('is seen again on the days of the visit, once the letter about it is out', () => {
    const letter = findings('2023-08-22', 'some_improvement');
    const events = [set, visit, letter];
    expect(theArea('2023-08-21', events).status).toBe('raised');
    expect(theArea('2023-08-22', events)).toMatchObject({
      status: 'seen_again',
      latestDirection: 'some_improvement',
      seen: [
        { visitId: 'july-2023', date: '2023-07-18/2023-07-19', published: '2023-08-22', event: letter.id },
      ],
    });
  });

  it('takes the date of the letter where the visit itself is not recorded', () => {
    const [seen] = theArea('2023-09-01', [set, findings('2023-08-22', 'declined')]).seen;
    expect(seen?.date).toBe('2023-08-22');
  });

  it('keeps the last direction that was stated, through a visit that states none', () => {
    const events = [
      set,
      findings('2019-05-01', 'some_improvement', ['front-door'], 'first'),
      findings('2019-09-01', 'declined', ['front-door'], 'second'),
      findings('2020-01-15', 'not_stated', ['front-door'], 'third'),
    ];
    expect(theArea('2019-06-01', events).latestDirection).toBe('some_improvement');
    expect(theArea('2020-02-01', events).latestDirection).toBe('declined');
    expect(theArea('2020-02-01', events).seen).toHaveLength(3);
  });

  it('shows what may have happened, marked, and does not count it as a step yet', () => {
    const events = [set, action('2019-03', 'front-door'), findings('2019-03', 'declined')];
    expect(theArea('2019-03-10', events)).toMatchObject({
      status: 'raised',
      latestDirection: null,
      actions: [{ certainty: 'possible' }],
      seen: [{ certainty: 'possible' }],
    });
    expect(theArea('2019-03-31', events).status).toBe('seen_again');
    expect(theArea('2019-03-10', events, { certainty: 'certain' }).actions).toEqual([]);
  });

  it('stays one area when a later inspection names it again', () => {
    const again = anEvent('AreasForImprovementSet', {
      occurred: { date: '2023-01-31' },
      data: { inspectionId: '2022-ilacs', areas: [{ ref: 'front-door', text: 'The front door, still' }] },
    });
    expect(theArea('2023-03-01', [set, again])).toMatchObject({
      text: 'The front door',
      raised: { inspectionId: '2018-ilacs' },
      raisedAgain: [{ inspectionId: '2022-ilacs', date: '2023-01-31', event: again.id }],
    });
  });

  it('may have any reference, the names of JavaScript’s own included', () => {
    const odd = anEvent('AreasForImprovementSet', { data: { areas: [{ ref: 'constructor', text: 'Odd' }] } });
    expect(theArea('2019-03-10', [odd, action('2019-01-01', 'constructor')]).status).toBe('acted_on');
  });
});

it('lists findings and actions apart that address no area of the case', () => {
  const events = [
    set,
    findings('2023-08-22', 'declined', []),
    findings('2023-08-22', 'declined', ['unheard-of']),
    findings('2023-08-22', 'declined', ['unheard-of', 'front-door']),
    action('2019-01-01', 'unheard-of'),
  ];
  const { areas, otherFindings, otherActions } = improvementOn('2023-09-01', events);
  expect(areas.map(({ seen }) => seen.length)).toEqual([1]);
  expect(otherFindings.map(({ addresses }) => addresses)).toEqual([[], ['unheard-of']]);
  expect(otherActions.map(({ addresses }) => addresses)).toEqual([['unheard-of']]);
});

itObeysTheLaws(improvement);
itObeysTheLaws(improvement, {
  facts: factsAt(
    [
      set,
      action('2018-10-01', 'front-door'),
      plan('2019', 'front-door'),
      visit,
      findings('2023-08', 'declined'),
    ],
    {
      validAt: '2023-08-15',
    },
  ),
  validAt: day('2023-08-15'),
});
