import { mentionKinds } from '../../src/ingest/tables/mentions/kinds.ts';
import { mentionRow } from '../../src/ingest/tables/mentions.ts';
import { afterRows, hackney, held, mention, theData, told } from './mentions-case.ts';
import { context, type Fields, problemsWith, the, theRow, types } from './tables.ts';

const problems = (fields: Fields) => problemsWith(mentionRow(mention(fields), context()));
const visit = { kind: 'focused_visit', date: '2016-02', detail: 'focused visit' };

describe('a row of the table of mentions', () => {
  it.each([
    [{ urn: '99999' }, 'urn: unknown-authority'],
    [{ urn: '' }, 'urn: missing'],
    [{ authority: 'Bradford' }, 'authority: authority-mismatch'],
    [{ mentioned_in_published_date: '21/09/2016' }, 'mentioned_in_published_date: not-a-date'],
    [{ mentioned_in_published_date: '2106-09-21' }, 'mentioned_in_published_date: published-after-capture'],
    [{ mentioned_in_published_date: '' }, 'mentioned_in_published_date: missing'],
    [{ kind: 'rumour' }, 'kind: unknown-kind'],
    [{ kind: '' }, 'kind: missing'],
    [{ date: 'spring 2016' }, 'date: not-a-date'],
    [{ date: '' }, 'date: missing'],
    [{ date: '2016-05/2016-02' }, 'date: extent-ends-before-it-starts'],
    [{ grade: 'fine' }, 'grade: unknown-grade'],
    [{ detail: '' }, 'detail: missing'],
    [{ page: 'five' }, 'page: not-a-number'],
  ])('%j is a problem: %s', (fields, problem) => {
    expect(problems({ ...visit, ...fields })).toEqual([problem]);
  });

  it('is told all that is wrong with it at once', () => {
    expect(problems({ ...visit, kind: 'rumour', date: 'long ago', page: '0' })).toEqual([
      'kind: unknown-kind',
      'date: not-a-date',
      'page: not-a-number',
    ]);
  });

  it('may name the authority by another of its names', () => {
    const city = mention({ ...visit, urn: '80450', authority: 'london corporation' });
    expect(theRow(mentionRow(city, context())).caseId).toBe('authority-201');
  });

  it.each(mentionKinds)('of the kind %s is read, and brings nothing the second time', (kind) => {
    const row = { kind, date: '2015-06', detail: 'words that nobody foresaw' };
    const once = afterRows(hackney(), row);
    expect(told(once, row)).toEqual([]);
  });

  it.each([
    'peer_review',
    'independent_review',
    'national_review',
    'send_inspection',
    'court_judgement',
    'incident',
    'partnership_agreed',
    'partnership_end',
    'dfe_arrangement',
    'dfe_intervention',
    'dfe_intervention_ended',
    'improvement_board_ended',
    'predecessor_judgement',
  ])('of the kind %s is a statement of its report', (kind) => {
    const [claim] = told(hackney(), { kind, date: '2015-06', detail: 'what the report says' });
    expect(claim).toMatchObject({
      type: 'ClaimMade',
      occurred: { date: '2016-09-21' },
      disclosures: [{ to: 'public', from: '2016-09-21' }],
      source: { id: 'ofsted-report-2016-09-21', page: 5 },
      data: {
        kind: 'statement',
        topic: `2015-06-${kind.replaceAll('_', '-')}`,
        value: 'what the report says',
        says: 'Ofsted: what the report says; dated June 2015.',
      },
    });
  });

  it('that tells of what is yet to come, or of an authority before this one, is only a statement', () => {
    expect(types(told(hackney(), { ...visit, date: '2017' }))).toEqual(['ClaimMade']);
    expect(types(told(hackney('2016-04-01'), visit))).toEqual(['ClaimMade']);
  });

  it('is one statement where two reports say the same, and two where they do not', () => {
    const review = { kind: 'peer_review', date: '2015-06', detail: 'peer review: good' };
    const first = afterRows(hackney(), review);
    const later = { ...review, mentioned_in_published_date: '2019-12-20' };
    expect(told(first, later)).toEqual([]);
    const both = afterRows(first, { ...later, detail: 'peer review: poor' });
    expect(held(both, 'ClaimMade').map((claim) => 'topic' in claim && [claim.topic, claim.value])).toEqual([
      ['2015-06-peer-review', 'peer review: good'],
      ['2015-06-peer-review', 'peer review: poor'],
    ]);
  });

  it('that a later delivery puts right corrects its statement, and does so once', () => {
    const fostering = { date: '2011-06', grade: 'good', detail: 'fostering service: good' };
    const adequate = { date: '2011-06', grade: 'adequate', detail: 'fostering service: adequate' };
    const first = afterRows(hackney(), fostering);
    const right = afterRows(first, adequate);
    expect(types(told(first, adequate))).toEqual(['EventCorrected']);
    expect(held(right, 'ClaimMade')).toMatchObject([
      { topic: '2011-06-fostering-service', value: 'adequate' },
    ]);
    expect(told(right, adequate)).toEqual([]);
    expect(told(right, fostering)).toEqual([]);
  });
});

describe('a count of visits over a time', () => {
  it.each([
    ['monitoring_visits', 'seven monitoring visits', { of: 'monitoring_visit', value: 7 }],
    [
      'monitoring_visits',
      'four monitoring visits with published letters',
      { of: 'monitoring_visit', value: 4 },
    ],
    ['focused_visits', 'three focused visits during 2019 and 2020', { of: 'focused_visit', value: 3 }],
  ])('%s: %s', (kind, detail, count) => {
    const data = theData(told(hackney(), { kind, date: '2014/2015-11', detail }));
    expect(data).toMatchObject({ kind: 'count', ...count, over: '2014/2015-11' });
  });

  it.each(['early monitoring visits', 'four Ofsted visits between two inspections'])(
    '%s: a statement, without a number of visits of one kind',
    (detail) => {
      const data = theData(told(hackney(), { kind: 'monitoring_visits', date: '2015', detail }));
      expect(data).toMatchObject({ kind: 'statement' });
    },
  );
});

describe('a report that disagrees with itself', () => {
  it('has its other page as a claim beside what happened', () => {
    const events = told(hackney(), {
      ...visit,
      date: '2015-11',
      detail: 'focused visit (page 1 says November; page 4 of the same report says October)',
    });
    expect(types(events)).toEqual(['VisitCarriedOut', 'ClaimMade']);
    expect(the('ClaimMade', events).data).toMatchObject({
      topic: '2015-11-focused-visit-date',
      value: 'page 1 says November; page 4 of the same report says October',
    });
  });
});
