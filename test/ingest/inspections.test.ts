import { caseIdOf } from '../../src/domain/events/envelope.ts';
import { EarlierRows } from '../../src/ingest/tables/earlier-rows.ts';
import { inspectionRow } from '../../src/ingest/tables/inspections.ts';
import { knowing, knownCase } from './known-case.ts';
import {
  context,
  type Fields,
  hackney2016,
  problemsWith,
  record,
  southTyneside2023,
  the,
  theRow,
  types,
} from './tables.ts';

const read = (fields: Fields) => inspectionRow(record(fields), context(), new EarlierRows());

/** What a row brings to a case that has nothing of it. Every event is held against its schema. */
function eventsOf(fields: Fields) {
  const row = theRow(read(fields));
  const known = knownCase(row.caseId);
  const events = row.decide(known);
  knowing(known, events);
  return events;
}

const datesOnSite = (fields: Fields) => the('InspectionCarriedOut', eventsOf(fields)).occurred.date;

const lac2013: Fields = {
  urn: '80476',
  authority: 'Kent',
  framework: 'LAC_2013',
  inspection_type: 'looked_after_children',
  start_date: '2013-07-15',
  end_date: '2013-07-19',
  on_site: '2013-07-15/2013-07-19',
  published_date: '2013-08-23',
  published_stated: '2013-08-23',
  leadership: 'adequate',
  looked_after: 'adequate',
  looked_after_scope: 'looked_after_children_and_care_leavers',
  lead_inspector: 'Helen Cawston',
  pages: '21',
  source_file: "80476_kent/children's services inspection,  pdf - 23 august 2013.pdf",
};

const surrey2015: Fields = {
  urn: '80567',
  authority: 'Surrey',
  framework: 'SIF',
  inspection_type: 'lscb_review',
  start_date: '2015-06-15',
  end_date: '2015-06-17',
  on_site: '2015-06-15/2015-06-17',
  published_date: '2015-08-03',
  published_stated: '2015-08-03',
  lscb: 'requires_improvement',
  lead_inspector: 'Dominic Stevens',
  pages: '15',
  source_file: "80567_surrey/children's services inspection - 03 august 2015.pdf",
};

const cityOfLondon2016: Fields = {
  ...hackney2016,
  urn: '80450',
  authority: 'London Corporation',
  start_date: '',
  on_site: '2016-07-28',
  published_date: '2016-09-20',
  adoption: 'not_judged',
  source_file: "80450_london corporation/children's services inspection - 20 september 2016.pdf",
};

const birmingham2012: Fields = {
  urn: '80429',
  authority: 'Birmingham',
  inspection_type: 'not_readable',
  published_date: '2012-10-19',
  source_file: "80429_birmingham/children's services inspection - 19 october 2012.pdf",
  extraction_notes: "not a PDF: the file holds Ofsted's web page 'Report not found'",
};

describe('a row of the table of inspections', () => {
  it('brings the report, the days on site, the judgements and the publication', () => {
    const events = eventsOf({ ...hackney2016, published_stated: '2016-09-21' });
    const source = { id: 'ofsted-report-2016-09-21' };
    const [captured, carriedOut, judgements, published, ...more] = events;
    expect(more).toEqual([]);
    expect(captured).toMatchObject({
      type: 'SourceCaptured',
      occurred: { date: '2026-11-22' },
      disclosures: [{ to: 'public', from: '2016-09-21' }],
      data: {
        sourceId: source.id,
        title: 'Report of the inspection under the single inspection framework, 2016',
        publisher: 'Ofsted',
        dated: '2016-09-21',
        licence: 'Open Government Licence v3.0',
        note: expect.stringMatching(/21 september 2016\.pdf, 44 pages\. .*web listing/),
      },
    });
    expect(carriedOut).toMatchObject({
      type: 'InspectionCarriedOut',
      occurred: { date: '2016-07-04/2016-07-28' },
      disclosures: [
        { to: 'council:204', from: '2016-07-04' },
        { to: 'ofsted', from: '2016-07-04' },
        { to: 'public', from: '2016-09-21' },
      ],
      source: { ...source, page: 1 },
      data: { inspectionId: '2016-sif', framework: 'SIF', kind: 'full', leadInspector: 'Jansy Kelly' },
    });
    expect(judgements).toMatchObject({
      type: 'JudgementsIssued',
      occurred: { date: '2016-07-28/2016-09-21' },
      disclosures: [
        { to: 'council:204', from: '2016-07-28/2016-09-21' },
        { to: 'ofsted', from: '2016-07-28/2016-09-21' },
        { to: 'public', from: '2016-09-21' },
      ],
      source: { ...source, page: 1 },
      data: {
        inspectionId: '2016-sif',
        framework: 'SIF',
        overall: 'good',
        areas: [
          { area: 'help_and_protection', grade: 'good' },
          { area: 'looked_after_and_permanence', grade: 'good' },
          { area: 'adoption', grade: 'good' },
          { area: 'care_leavers', grade: 'outstanding' },
          { area: 'leadership', grade: 'good' },
          { area: 'lscb', grade: 'outstanding' },
        ],
      },
    });
    expect(published).toMatchObject({
      type: 'ReportPublished',
      occurred: { date: '2016-09-21' },
      disclosures: [{ to: 'public', from: '2016-09-21' }],
      data: { inspectionId: '2016-sif', by: 'ofsted' },
    });
  });

  it('tells every span of an inspection in two parts: South Tyneside, Derbyshire, Sheffield', () => {
    expect(datesOnSite(southTyneside2023)).toBe('{2022-12-05..2022-12-09,2023-02-14..2023-02-15}');
    const derbyshire = {
      ...southTyneside2023,
      urn: '80460',
      authority: 'Derbyshire',
      start_date: '2019-07-08',
      end_date: '2019-08-08',
      on_site: '2019-07-08/2019-07-12; 2019-08-07/2019-08-08',
      published_date: '2019-09-19',
    };
    expect(datesOnSite(derbyshire)).toBe('{2019-07-08..2019-07-12,2019-08-07..2019-08-08}');
    const sheffield = {
      ...hackney2016,
      urn: '80551',
      authority: 'Sheffield',
      start_date: '2013-11-19',
      end_date: '2014-01-30',
      on_site: '2013-11-19/2013-12-11; 2014-01-28/2014-01-30',
      published_date: '2014-02-21',
      published_stated: '',
    };
    expect(datesOnSite(sheffield)).toBe('{2013-11-19..2013-12-11,2014-01-28..2014-01-30}');
    expect(the('InspectionCarriedOut', eventsOf(sheffield)).data).toMatchObject({ inspectionId: '2013-sif' });
  });

  it('binds the areas at the start of the inspection: South Tyneside began in December 2022', () => {
    expect(the('JudgementsIssued', eventsOf(southTyneside2023)).data).toMatchObject({
      inspectionId: '2022-ilacs',
      framework: 'ILACS_2018',
      areas: [
        { area: 'leadership', grade: 'inadequate' },
        { area: 'help_and_protection', grade: 'requires_improvement' },
        { area: 'in_care_and_care_leavers', grade: 'inadequate' },
      ],
    });
  });

  it.each([
    ['2022-12-31', 'children_in_care_and_care_leavers', 'ILACS_2018'],
    ['2023-01-01', 'children_in_care', 'ILACS_2023'],
    ['2026-03-31', 'children_in_care', 'ILACS_2023'],
    ['2026-04-01', 'children_in_care', 'ILACS_2026'],
    ['2023-01-01', '', 'ILACS_2023'],
  ])('takes an ILACS begun on %s, with the scope %j, for %s', (start, scope, framework) => {
    const fields = {
      ...southTyneside2023,
      start_date: start,
      end_date: '2026-04-10',
      on_site: `${start}/2026-04-10`,
      published_date: '2026-05-11',
      looked_after: scope && 'good',
      looked_after_scope: scope,
    };
    expect(the('InspectionCarriedOut', eventsOf(fields)).data).toMatchObject({ framework });
  });

  it('says honestly of the City of London that the first day is not known, and that the last one is', () => {
    const carriedOut = the('InspectionCarriedOut', eventsOf(cityOfLondon2016));
    expect(carriedOut.occurred).toEqual({ date: '2016-07~/2016-07-28' });
    expect(carriedOut.source.note).toContain('one inspection date, 28 July 2016');
    // In doubt, hide: the council certainly knew on the last day.
    expect(carriedOut.disclosures[0]).toEqual({ to: 'council:201', from: '2016-07-28' });
    const late = { ...cityOfLondon2016, end_date: '2016-07-29', on_site: '2016-07-29' };
    expect(datesOnSite(late)).toBe('2016-07/2016-07-29');
  });

  it('tells an inspection of looked-after services of 2013, which gave no overall judgement', () => {
    const events = eventsOf(lac2013);
    expect(the('InspectionCarriedOut', events).data).toMatchObject({
      inspectionId: '2013-lac',
      framework: 'LAC_2013',
      kind: 'unknown',
    });
    expect(the('JudgementsIssued', events).data).toMatchObject({
      overall: null,
      areas: [
        { area: 'looked_after', grade: 'adequate' },
        { area: 'leadership', grade: 'adequate' },
      ],
    });
  });

  it('tells the review of a safeguarding board alone, without a judgement of the authority', () => {
    const events = eventsOf(surrey2015);
    expect(the('InspectionCarriedOut', events).data).toMatchObject({
      inspectionId: '2015-lscb-review',
      kind: 'lscb_review',
    });
    expect(the('JudgementsIssued', events).data).toMatchObject({
      overall: null,
      areas: [{ area: 'lscb', grade: 'requires_improvement' }],
    });
  });

  it.each([
    ['Birmingham', '80429', '2012-10-19'],
    ['City of London', '80450', '2012-07-13'],
  ])('says of a report of %s that it was listed and cannot be read', (authority, urn, published) => {
    const events = eventsOf({ ...birmingham2012, authority, urn, published_date: published });
    expect(types(events)).toEqual(['SourceCaptured', 'ClaimMade']);
    expect(the('SourceCaptured', events).data).toMatchObject({
      title: expect.stringContaining('cannot be read'),
    });
    expect(the('ClaimMade', events)).toMatchObject({
      occurred: { date: published },
      data: { kind: 'statement', topic: `${published}-report` },
    });
  });

  it.each([
    ['Hackney', '2016-09-21', '2016-09-20'],
    ['Kingston upon Hull', '2016-09-10', '2016-09-03'],
    ['Manchester', '2016-09-03', '2016-09-01'],
    ['Norfolk', '2016-10-20', '2016-10-19'],
    ['Stoke-on-Trent', '2016-08-12', '2016-08-10'],
    ['West Berkshire', '2016-08-18', '2016-08-13'],
  ])('keeps both days of publication where they differ, as in %s', (_, listed, printed) => {
    const events = eventsOf({ ...hackney2016, published_date: listed, published_stated: printed });
    const claims = events.filter(({ type }) => type === 'ClaimMade').map(({ data }) => data);
    expect(claims).toEqual([
      expect.objectContaining({ topic: '2016-sif-publication', value: listed }),
      expect.objectContaining({ topic: '2016-sif-publication', value: printed }),
    ]);
    expect(the('ReportPublished', events).occurred.date).toBe(listed);
  });

  it('issues no judgements where the row has none', () => {
    const without = { ...surrey2015, lscb: '' };
    expect(types(eventsOf(without))).toEqual(['SourceCaptured', 'InspectionCarriedOut', 'ReportPublished']);
  });

  it('takes one day for a report that was published on the last day on site', () => {
    const sameDay = { ...surrey2015, published_date: '2015-06-17', published_stated: '' };
    expect(the('JudgementsIssued', eventsOf(sameDay)).occurred.date).toBe('2015-06-17');
  });

  it('cuts long notes at what a note may have', () => {
    const { data } = the('SourceCaptured', eventsOf({ ...surrey2015, extraction_notes: 'n'.repeat(5_000) }));
    expect(data).toMatchObject({ note: expect.stringMatching(/^.{1999}…$/) });
  });

  it('says in which column an event stands, and of judgements in which a grade that cannot be', () => {
    const row = theRow(read({ ...hackney2016, looked_after_scope: 'children_in_care' }));
    const events = row.decide(knownCase(caseIdOf('204')));
    expect(events.map(row.columnOf)).toEqual([
      'source_file',
      'on_site',
      'looked_after',
      'published_date',
      'published_stated',
      'published_stated',
    ]);
  });

  it.each<[string, Fields, readonly string[]]>([
    ['a date that is none', { published_date: '21/09/2016' }, ['published_date: not-a-date']],
    ['a day that the calendar lacks', { published_date: '2016-09-31' }, ['published_date: not-a-day']],
    ['no day of publication', { published_date: '' }, ['published_date: missing']],
    ['a publication to come', { published_date: '2061-09-21' }, ['published_date: published-after-capture']],
    [
      'a publication before the end',
      { published_date: '2016-07-27' },
      ['published_date: report-before-inspection-ended'],
    ],
    [
      'an end before the start',
      { end_date: '2016-07-01', on_site: '2016-07-04/2016-07-01' },
      ['on_site: end-before-start', 'end_date: end-before-start'],
    ],
    ['a span that cannot be read', { on_site: 'July 2016/' }, ['on_site: span-unreadable']],
    ['a span with a wrong day', { on_site: '2016-07-04/2016-07-32' }, ['on_site: not-a-day']],
    [
      'spans out of order',
      { on_site: '2016-07-20/2016-07-28; 2016-07-04/2016-07-08' },
      ['on_site: spans-out-of-order'],
    ],
    ['other days on site than stated', { on_site: '2016-07-05/2016-07-28' }, ['on_site: on-site-disagrees']],
    ['a missing start', { start_date: '' }, ['start_date: missing']],
    ['a number that nobody has', { urn: '99999' }, ['urn: unknown-authority']],
    ['the name of another authority', { authority: 'Haringey' }, ['authority: authority-mismatch']],
    ['a grade that is none', { adoption: 'great' }, ['adoption: unknown-grade']],
    ['a framework that is none', { framework: 'SIFF' }, ['framework: unknown-framework']],
    ['no framework', { framework: '' }, ['framework: missing']],
    ['a type that is none', { inspection_type: 'sif_2' }, ['inspection_type: unknown-inspection-type']],
    [
      'a type of another framework',
      { inspection_type: 'ilacs_short' },
      ['inspection_type: type-of-another-framework'],
    ],
    ['a scope without a grade', { looked_after: '' }, ['looked_after_scope: scope-without-grade']],
    ['a grade without a scope', { looked_after_scope: '' }, ['looked_after_scope: missing']],
    ['a scope that is none', { looked_after_scope: 'all' }, ['looked_after_scope: unknown-scope']],
    ['pages that are no number', { pages: 'many' }, ['pages: not-a-number']],
    ['no source file', { source_file: '' }, ['source_file: missing']],
    ['a name that is too long', { lead_inspector: 'x'.repeat(201) }, ['lead_inspector: too-long']],
    [
      'several problems at once',
      { urn: '', overall: 'fair', start_date: 'x', pages: '0' },
      ['urn: missing', 'pages: not-a-number', 'start_date: not-a-date', 'overall: unknown-grade'],
    ],
  ])('is refused for %s', (_, change, problems) => {
    expect(problemsWith(read({ ...hackney2016, ...change }))).toEqual(problems);
  });

  it('is refused where what is graded does not fit the day on which it began', () => {
    const late = {
      ...southTyneside2023,
      start_date: '2023-02-14',
      on_site: '2023-02-14/2023-02-15',
    };
    expect(problemsWith(read(late))).toEqual(['looked_after_scope: wrong-area']);
    const early = { ...southTyneside2023, looked_after_scope: 'children_in_care' };
    expect(problemsWith(read(early))).toEqual(['looked_after_scope: wrong-area']);
  });

  it('is refused where an unreadable report says something', () => {
    const read2012 = read({ ...birmingham2012, overall: 'inadequate', end_date: '2012-09-20' });
    expect(problemsWith(read2012)).toEqual([
      'end_date: content-of-unreadable',
      'overall: content-of-unreadable',
    ]);
  });

  it('says what was wrong, where, and what to do', () => {
    const problems = read({ ...hackney2016, end_date: '2016-02-30' });
    expect(problems).toEqual([
      {
        file: 'inspections.csv',
        line: 2,
        column: 'end_date',
        rule: 'not-a-day',
        message: expect.stringContaining('There is no day 30 in February 2016'),
        facts: { value: '2016-02-30' },
      },
    ]);
  });

  describe('after others of the same file', () => {
    const earlier = new EarlierRows();
    const second = (fields: Fields, line: number) => inspectionRow(record(fields, line), context(), earlier);

    it('is refused where it repeats a row, or contradicts it', () => {
      theRow(second(hackney2016, 2));
      expect(problemsWith(second(hackney2016, 3))).toEqual(['source_file: duplicate-row']);
      expect(problemsWith(second({ ...hackney2016, overall: 'outstanding' }, 4))).toEqual([
        'source_file: duplicate-row',
      ]);
    });

    it('is refused where another report has the same inspection', () => {
      const other = { ...hackney2016, source_file: 'another.pdf' };
      expect(problemsWith(second(other, 5))).toEqual(['on_site: duplicate-inspection']);
      const nextYear = {
        ...other,
        source_file: 'third.pdf',
        start_date: '2017-07-04',
        end_date: '2017-07-28',
        on_site: '2017-07-04/2017-07-28',
        published_date: '2017-09-21',
      };
      theRow(second(nextYear, 6));
    });
  });
});
