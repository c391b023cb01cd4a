import type { NewEvent } from '../../src/domain/events/catalogue.ts';
import { deadlines } from '../../src/projections/deadlines/deadlines.ts';
import type { Deadline } from '../../src/projections/deadlines/view.ts';
import { outlook } from '../../src/replay/projection.ts';
import { day } from '../domain/time/dates.ts';
import { anEvent } from '../support/events.ts';
import { factsAt, type Seen } from '../support/facts.ts';
import { itObeysTheLaws } from '../support/projection-laws.ts';

function deadlinesOn(validAt: string, events: readonly NewEvent[], seen: Omit<Seen, 'validAt'> = {}) {
  const state = outlook(deadlines, factsAt(events, { validAt, ...seen }));
  return deadlines.view(state, { validAt: day(validAt) }).deadlines;
}

/** The one row of an obligation, and a failure of the test where there is none. */
function theRow(obligation: Deadline['obligation'], rows: readonly Deadline[]): Deadline {
  const row = rows.find((one) => one.obligation === obligation);
  if (!row) throw new Error(`no ${obligation} among ${rows.map((one) => one.id).join(', ')}`);
  return row;
}

const on = (date: string) => ({ occurred: { date } });
const letter = { id: 'ofsted-letter-2018-10-24' };

const shared = anEvent('ReportShared', { ...on('2018-10-24'), source: letter });
const requested = anEvent('StatementOfActionRequested', {
  ...on('2018-10-24'),
  source: letter,
  data: { due: '2019-02-04' },
});
const feedback = anEvent('FeedbackRequested', { ...on('2018-10-24'), data: { by: '2018-12-12' } });
const proposed = anEvent('ImprovementNoticeProposed', {
  ...on('2018-10-XX'),
  data: { representationsBy: '2018-11-09' },
});
const drafted = anEvent('ImprovementNoticeDrafted', {
  ...on('2018-10-XX'),
  data: { terms: { reviewEveryMonths: 6, deliverBy: '2020-04', other: [] } },
});
const submitted = (date: string) => anEvent('StatementOfActionSubmitted', on(date));
const issued = (date: string) => anEvent('ImprovementNoticeIssued', on(date));
const review = (date: string) => anEvent('ImprovementReviewHeld', on(date));
const lifted = (date: string) => anEvent('ImprovementNoticeLifted', on(date));

const bradford2018 = [
  anEvent('InspectionCarriedOut'),
  shared,
  anEvent('JudgementsIssued', on('2018-10-24')),
  requested,
  feedback,
  anEvent('ReportPublished'),
  proposed,
  drafted,
];

describe('the deadlines of Bradford on 1 December 2018', () => {
  const rows = deadlinesOn('2018-12-01', bradford2018);

  it('are these six, by the day due', () => {
    const seen = rows.map(({ id, due, dueLatest, kind, standing, status }) =>
      [id, due, dueLatest, kind, standing, status].join(' '),
    );
    expect(seen).toEqual([
      '2018-notice/representations 2018-11-09 2018-11-09 invitation in_force passed',
      '2018-ilacs/report-publication 2018-12-05 2018-12-05 duty in_force due',
      '2018-ilacs/feedback 2018-12-12 2018-12-12 invitation in_force due',
      '2018-ilacs/statement-of-action 2019-02-04 2019-02-04 duty in_force due',
      '2018-notice/progress-review 2019-04-01/2019-04-30 2019-04-30 duty proposed due',
      '2018-notice/plan-delivery 2020-04 2020-04-30 aim proposed due',
    ]);
  });

  it('count the days left in London days, below nought once the day is over', () => {
    expect(rows.map((row) => row.daysLeft)).toEqual([-22, 4, 11, 65, 150, 516]);
  });

  it('hold the stated and the computed day of the statement of action side by side', () => {
    const statement = theRow('statement_of_action', rows);
    expect(statement.basis.stated).toEqual({ due: '2019-02-04', event: requested.id, source: letter });
    expect(statement.basis.computed).toEqual({
      due: '2019-02-04',
      rule: 'statement-of-action',
      citation: expect.stringContaining('Education and Inspections Act 2006, s. 137'),
      workingDays: 70,
      months: null,
      from: '2018-10-24',
      event: shared.id,
    });
    expect(statement.basis.agree).toBe(true);
    expect(statement.events).toEqual([requested.id, shared.id]);
    expect(statement).toMatchObject({
      owedBy: 'authority',
      owedTo: 'Ofsted',
      metOn: null,
      certainty: 'certain',
    });
  });

  it('say that the department owes the reviews, again and again', () => {
    expect(theRow('progress_review', rows)).toMatchObject({
      owedBy: 'department',
      recurs: { everyMonths: 6 },
    });
  });
});

describe('the day due', () => {
  it('is the stated one where it differs from the computed one, and the row says that they differ', () => {
    const generous = anEvent('StatementOfActionRequested', { data: { due: '2019-02-11' } });
    const statement = theRow('statement_of_action', deadlinesOn('2018-12-01', [shared, generous]));
    expect(statement).toMatchObject({
      due: '2019-02-11',
      basis: { computed: { due: '2019-02-04' }, agree: false },
    });
  });

  it('is an interval where the report was received on an unknown day: 70 working days from 1 and from 31 October', () => {
    const issue = anEvent('JudgementsIssued', on('2018-10'));
    const statement = theRow('statement_of_action', deadlinesOn('2018-12-01', [issue]));
    expect(statement).toMatchObject({ due: '2019-01-10/2019-02-11', dueLatest: '2019-02-11' });
    expect(statement.basis).toMatchObject({ stated: null, agree: null, computed: { event: issue.id } });
  });

  it('cannot be said to agree or to differ where the stated day lies within such an interval, or is a month', () => {
    const issue = anEvent('JudgementsIssued', on('2018-10'));
    const statement = theRow('statement_of_action', deadlinesOn('2018-12-01', [issue, requested]));
    expect(statement).toMatchObject({ due: '2019-02-04', basis: { agree: null } });
    const month = anEvent('StatementOfActionRequested', { data: { due: '2019-02' } });
    expect(theRow('statement_of_action', deadlinesOn('2018-12-01', [shared, month])).basis.agree).toBeNull();
    const early = anEvent('StatementOfActionRequested', { data: { due: '2019-01-09' } });
    expect(theRow('statement_of_action', deadlinesOn('2018-12-01', [issue, early])).basis.agree).toBe(false);
  });

  it('counts from the sharing of the report rather than from the judgements', () => {
    const rows = deadlinesOn('2018-12-01', [anEvent('JudgementsIssued', on('2018-10')), shared]);
    expect(theRow('statement_of_action', rows).due).toBe('2019-02-04');
  });

  it('counts from the first receipt, and is the day last stated', () => {
    const extended = anEvent('StatementOfActionRequested', {
      ...on('2018-11-20'),
      data: { due: '2019-02-18' },
    });
    const events = [shared, requested, anEvent('ReportShared', on('2018-11-01')), extended];
    const statement = theRow('statement_of_action', deadlinesOn('2018-12-01', events));
    expect(statement).toMatchObject({ due: '2019-02-18', basis: { computed: { from: '2018-10-24' } } });
    const issues = [
      anEvent('JudgementsIssued', on('2018-10-24')),
      anEvent('JudgementsIssued', on('2018-11-01')),
    ];
    expect(theRow('statement_of_action', deadlinesOn('2018-12-01', issues)).due).toBe('2019-02-04');
  });

  it.each([
    ['of a joint inspection of 2009 to 2012', { framework: 'SLAC_2009' }],
    ['of a review of the safeguarding board', { kind: 'lscb_review' }],
  ] as const)('is not computed for the report %s', (_, data) => {
    expect(deadlinesOn('2018-12-01', [anEvent('InspectionCarriedOut', { data }), shared])).toEqual([]);
  });
});

describe('how a deadline stands', () => {
  const statementOn = (validAt: string, ...more: readonly NewEvent[]) =>
    theRow('statement_of_action', deadlinesOn(validAt, [shared, requested, ...more]));

  it('is due to the end of its own day, and overdue on the next', () => {
    expect(statementOn('2019-02-04')).toMatchObject({
      status: 'due',
      daysLeft: 0,
      statusCertainty: 'certain',
    });
    expect(statementOn('2019-02-05')).toMatchObject({
      status: 'overdue',
      daysLeft: -1,
      statusCertainty: 'certain',
    });
  });

  it('is met from the day on which it was met, the last one included', () => {
    expect(statementOn('2019-02-03', submitted('2019-02-04'))).toMatchObject({ status: 'due', metOn: null });
    const sent = submitted('2019-02-04');
    expect(statementOn('2019-02-04', sent)).toMatchObject({ status: 'met', metOn: '2019-02-04' });
    expect(statementOn('2019-02-04', sent).events).toContain(sent.id);
  });

  it('is late when it was met a day too late, and was overdue before', () => {
    expect(statementOn('2019-03-01', submitted('2019-02-05'))).toMatchObject({
      status: 'late',
      metOn: '2019-02-05',
    });
  });

  it('is possibly met, and not late, where the month in which it was met began in time', () => {
    expect(statementOn('2019-03-01', submitted('2019-02'))).toMatchObject({
      status: 'met',
      statusCertainty: 'possible',
    });
  });

  it('stays due until its day is over where it may have been met already, and is then not called overdue', () => {
    expect(statementOn('2019-02-03', submitted('2019-02'))).toMatchObject({
      status: 'due',
      statusCertainty: 'possible',
      metOn: '2019-02',
    });
    expect(statementOn('2019-02-10', submitted('2019-02'))).toMatchObject({
      status: 'met',
      statusCertainty: 'possible',
    });
  });

  it('is over only after the last day on which it can have been due; of a report alone, silence says nothing', () => {
    const issue = anEvent('JudgementsIssued', on('2018-10'));
    const row = (validAt: string) => theRow('statement_of_action', deadlinesOn(validAt, [issue]));
    expect(row('2019-01-10')).toMatchObject({ status: 'due', statusCertainty: 'certain' });
    expect(row('2019-02-11')).toMatchObject({ status: 'due', statusCertainty: 'possible' });
    expect(row('2019-02-12')).toMatchObject({ status: 'not_recorded', statusCertainty: 'certain' });
  });

  it('of the publication by the authority is not met by Ofsted’s own', () => {
    const publication = (by: 'ofsted' | 'authority') =>
      theRow(
        'report_publication',
        deadlinesOn('2018-12-06', [
          shared,
          anEvent('ReportPublished', { ...on('2018-11-30'), data: { by } }),
        ]),
      ).status;
    expect(publication('ofsted')).toBe('overdue');
    expect(publication('authority')).toBe('met');
  });

  it('of the representations is met by the authority’s answer', () => {
    const answered = anEvent('RepresentationsMade', on('2018-11-08'));
    expect(theRow('representations', deadlinesOn('2018-12-01', [proposed, answered])).status).toBe('met');
  });

  it('lapses, unmet, when the authority is succeeded by another', () => {
    const end = anEvent('AuthoritySucceeded', {
      ...on('2019-01-01'),
      data: {
        predecessors: [{ la: '380', name: 'Bradford' }],
        successors: [{ la: '999', name: 'Airedale' }],
      },
    });
    expect(statementOn('2019-02-05', end).status).toBe('lapsed');
    expect(statementOn('2018-12-31', end).status).toBe('due');
    const other = anEvent('AuthoritySucceeded', {
      ...on('2019-01-01'),
      data: {
        predecessors: [{ la: '999', name: 'Airedale' }],
        successors: [{ la: '380', name: 'Bradford' }],
      },
    });
    expect(statementOn('2019-02-05', other).status).toBe('overdue');
  });
});

describe('the terms of a notice', () => {
  const plan = (validAt: string, ...events: readonly NewEvent[]) =>
    theRow('plan_delivery', deadlinesOn(validAt, events));
  const nextReview = (validAt: string, ...events: readonly NewEvent[]) =>
    theRow('progress_review', deadlinesOn(validAt, events));

  it('that are aims pass, whether the notice was drafted or issued', () => {
    expect(plan('2020-05-01', drafted)).toMatchObject({ standing: 'proposed', status: 'passed' });
    expect(plan('2020-05-01', drafted, issued('2018-12-10'))).toMatchObject({
      standing: 'in_force',
      status: 'passed',
    });
    expect(plan('2020-04-30', drafted, issued('2018-12-10')).status).toBe('due');
  });

  it('are those of the notice where it has its own, and else those of its draft', () => {
    const own = anEvent('ImprovementNoticeIssued', {
      ...on('2018-12-10'),
      data: { terms: { deliverBy: '2020-06-30', other: [] } },
    });
    expect(plan('2019-01-01', drafted, own)).toMatchObject({
      due: '2020-06-30',
      basis: { stated: { event: own.id } },
    });
    const bare = issued('2018-12-10');
    const row = plan('2019-01-01', drafted, bare);
    expect(row.basis.stated?.event).toBe(drafted.id);
    expect(row.events).toEqual([drafted.id, bare.id]);
  });

  it('are possibly in force while the notice was possibly issued, unless only the certain is asked for', () => {
    const events = [drafted, issued('2018-12')];
    expect(plan('2018-12-10', ...events)).toMatchObject({ standing: 'in_force', certainty: 'possible' });
    const [certain] = deadlinesOn('2018-12-10', events, { certainty: 'certain' });
    expect(certain).toMatchObject({ standing: 'proposed', certainty: 'certain' });
  });

  it('ask for the first review six months after the issue, and for each next one after the last', () => {
    const events = [drafted, issued('2018-12-10'), review('2019-06-05'), review('2019-11-29')];
    expect(nextReview('2019-06-04', ...events)).toMatchObject({ due: '2019-06-10', status: 'due' });
    expect(nextReview('2019-06-05', ...events)).toMatchObject({ due: '2019-12-05', status: 'due' });
    expect(nextReview('2020-06-01', ...events)).toMatchObject({ due: '2020-05-29', status: 'overdue' });
  });

  it('do not call a review overdue that may have been held', () => {
    const row = nextReview('2019-06-20', drafted, issued('2018-12-10'), review('2019-06'));
    expect(row).toMatchObject({
      due: '2019-06-10',
      status: 'met',
      statusCertainty: 'possible',
      metOn: '2019-06',
    });
  });

  it('end when the notice is lifted: what was unmet lapses', () => {
    const events = [drafted, issued('2018-12-10'), lifted('2020-01-15')];
    expect(plan('2020-01-14', ...events).status).toBe('due');
    expect(plan('2020-01-15', ...events)).toMatchObject({ status: 'lapsed', statusCertainty: 'certain' });
    expect(nextReview('2020-05-01', ...events).status).toBe('lapsed');
  });

  it('stay due where the notice was possibly lifted', () => {
    const events = [drafted, issued('2018-12-10'), lifted('2020-01')];
    expect(plan('2020-01-14', ...events)).toMatchObject({ status: 'due', statusCertainty: 'possible' });
  });
});

it('derives a deadline from nothing that the viewer may not know yet', () => {
  const embargoed = anEvent('ReportShared', { disclosures: [{ to: 'council:380', from: '2018-10-24' }] });
  expect(deadlinesOn('2018-10-26', [embargoed])).toEqual([]);
  expect(deadlinesOn('2018-10-26', [embargoed], { viewer: 'council:380' })).toHaveLength(2);
});

itObeysTheLaws(deadlines);
itObeysTheLaws(deadlines, {
  facts: factsAt([...bradford2018, submitted('2019-02'), issued('2018-12'), review('2019-06')], {
    validAt: '2019-06-15',
  }),
  validAt: day('2019-06-15'),
});
