import { caseIdOf } from '../../src/domain/events/envelope.ts';
import { readBundledHistories } from '../../src/ingest/history.ts';
import type { EventToRecord, KnownCase } from '../../src/ingest/stated.ts';
import { EarlierRows } from '../../src/ingest/tables/earlier-rows.ts';
import { inspectionRow } from '../../src/ingest/tables/inspections.ts';
import { anEvent } from '../support/events.ts';
import { knowing, knownCase, validEvent } from './known-case.ts';
import { bradfordRows, context, type Fields, hackney2016, record, the, theRow, types } from './tables.ts';

const decide = (fields: Fields, known: KnownCase, captured = '2026-11-22'): readonly EventToRecord[] =>
  theRow(inspectionRow(record(fields), { ...context(), captured }, new EarlierRows())).decide(known);

const [bradford2014 = {}, bradford2018 = {}, bradford2022 = {}] = bradfordRows;

const hackney = knownCase(caseIdOf('204'));
const imported = knowing(hackney, decide(hackney2016, hackney));

/** The case after another delivery, and after the same delivery again, which must add nothing. */
function delivered(fields: Fields, known: KnownCase): KnownCase {
  const then = knowing(known, decide(fields, known));
  expect(decide(fields, then)).toEqual([]);
  return then;
}

/** What stands of one inspection, by type. */
const standing = (known: KnownCase, type: string) =>
  [...known.standing.all()].filter((event) => event.type === type);

const dates = (known: KnownCase, type: string): readonly string[] =>
  standing(known, type)
    .map(({ occurred }) => occurred.date)
    .toSorted();

async function bradfordCase(): Promise<KnownCase> {
  const [history] = (await readBundledHistories()).filter(({ caseId }) => caseId === 'authority-380');
  const events = history?.events ?? [];
  return knownCase(
    'authority-380',
    events.map((event) => validEvent('authority-380', event)),
  );
}

describe('a later delivery of the table of inspections', () => {
  it('adds nothing where it says the same, on whichever day it is read', () => {
    expect(decide(hackney2016, imported)).toEqual([]);
    expect(decide(hackney2016, imported, '2027-05-01')).toEqual([]);
  });

  it('corrects a grade', () => {
    const changed = { ...hackney2016, adoption: 'outstanding' };
    expect(types(decide(changed, imported))).toEqual(['EventCorrected']);
    const [judgements] = standing(delivered(changed, imported), 'JudgementsIssued');
    expect(judgements?.data).toMatchObject({
      areas: expect.arrayContaining([{ area: 'adoption', grade: 'outstanding' }]),
    });
  });

  it('says of a corrected grade in which column it cannot be', () => {
    const changed = { ...hackney2016, looked_after_scope: 'children_in_care' };
    const row = theRow(inspectionRow(record(changed), context(), new EarlierRows()));
    expect(row.decide(imported).map(row.columnOf)).toEqual(['looked_after']);
  });

  it('corrects the lead inspector, and what the notes say', () => {
    const changed = { ...hackney2016, lead_inspector: 'Jansy M. Kelly', extraction_notes: '' };
    expect(types(decide(changed, imported))).toEqual(['EventCorrected', 'EventCorrected']);
    delivered(changed, imported);
  });

  it('corrects an end, and withdraws and records anew where somebody else came to know it', () => {
    const later = { ...hackney2016, end_date: '2016-07-29', on_site: '2016-07-04/2016-07-29' };
    expect(types(decide(later, imported))).toEqual(['EventCorrected', 'EventWithdrawn', 'JudgementsIssued']);
    const known = delivered(later, imported);
    expect(standing(known, 'InspectionCarriedOut').map(({ occurred }) => occurred.date)).toEqual([
      '2016-07-04/2016-07-29',
    ]);
    expect(standing(known, 'JudgementsIssued').map(({ occurred }) => occurred.date)).toEqual([
      '2016-07-29/2016-09-21',
    ]);
  });

  it('moves a publication with all that it disclosed, and keeps the names of inspection and source', () => {
    const known = delivered({ ...hackney2016, published_date: '2016-09-22' }, imported);
    for (const type of ['SourceCaptured', 'InspectionCarriedOut', 'JudgementsIssued', 'ReportPublished'])
      expect(standing(known, type).map(({ disclosures }) => disclosures.at(-1))).toEqual([
        { to: 'public', from: '2016-09-22' },
      ]);
    expect(standing(known, 'SourceCaptured')[0]?.data).toMatchObject({
      sourceId: 'ofsted-report-2016-09-21',
      dated: '2016-09-22',
    });
    expect(standing(known, 'ClaimMade')).toHaveLength(2);
  });

  it('keeps the name of an inspection whose year was wrong', () => {
    const changed = {
      ...hackney2016,
      start_date: '2015-07-04',
      end_date: '2015-07-28',
      on_site: '2015-07-04/2015-07-28',
    };
    const [carriedOut] = standing(delivered(changed, imported), 'InspectionCarriedOut');
    expect(carriedOut).toMatchObject({
      occurred: { date: '2015-07-04/2015-07-28' },
      data: { inspectionId: '2016-sif' },
    });
  });

  it('takes back what it does not state any more, and states it again when asked', () => {
    const agreed = delivered({ ...hackney2016, published_stated: '' }, imported);
    expect(standing(agreed, 'ClaimMade')).toEqual([]);
    const again = delivered(hackney2016, agreed);
    expect(standing(again, 'ClaimMade')).toHaveLength(2);
  });

  it('reads a report that could not be read before', () => {
    const { urn = '', authority = '', source_file = '', published_date = '' } = hackney2016;
    const unreadable = { urn, authority, source_file, published_date, inspection_type: 'not_readable' };
    const before = delivered(unreadable, hackney);
    const known = delivered(hackney2016, before);
    expect(standing(known, 'JudgementsIssued')).toHaveLength(1);
    expect(standing(known, 'ClaimMade')).toHaveLength(2);
    expect(standing(known, 'SourceCaptured')[0]?.data).toMatchObject({
      title: 'Report of the inspection under the single inspection framework, 2016',
    });
  });

  it('leaves alone what somebody has withdrawn', () => {
    const judgements = the('JudgementsIssued', decide(hackney2016, hackney));
    const withdrawal = anEvent('EventWithdrawn', {
      caseId: 'authority-204',
      data: { target: judgements.id, reason: 'data_entry' },
    });
    const known = knowing(imported, [{ ...withdrawal, source: { id: 'a-letter' } }]);
    expect(decide(hackney2016, known)).toEqual([]);
  });

  it('keeps what the table cannot know: the team, a limiting judgement, the exact day of issue', () => {
    const carriedOut = the('InspectionCarriedOut', decide(hackney2016, hackney));
    const judgements = the('JudgementsIssued', decide(hackney2016, hackney));
    const correcting = (target: string, replacement: object): EventToRecord => ({
      ...anEvent('EventCorrected', { caseId: 'authority-204' }),
      source: { id: 'a-letter' },
      data: { target, reason: 'late_evidence', replacement },
    });
    const known = knowing(imported, [
      correcting(carriedOut.id, { data: { ...carriedOut.data, team: ['A. Inspector'] } }),
      correcting(judgements.id, {
        occurred: { date: '2016-09-12' },
        data: { ...judgements.data, limiting: { area: 'adoption' } },
      }),
    ]);
    expect(decide(hackney2016, known)).toEqual([]);
  });
});

describe('an inspection that the case has from elsewhere', () => {
  it.each(bradfordRows)('gives no event at all over Bradford’s history: $published_date', async (fields) => {
    expect(decide(fields, await bradfordCase())).toEqual([]);
  });

  it('is corrected in what the table states, and keeps the rest', async () => {
    const known = await bradfordCase();
    const changed = { ...bradford2014, adoption: 'outstanding', lead_inspector: 'Lynn M. Radley' };
    const events = decide(changed, known);
    expect(types(events)).toEqual(['EventCorrected', 'EventCorrected']);
    expect(events.map(({ source }) => source.id)).toEqual(['ofsted-report-first', 'ofsted-report-first']);
    const then = knowing(known, events);
    const judgements = standing(then, 'JudgementsIssued').find(({ occurred }) =>
      occurred.date.endsWith('2014-05-23'),
    );
    expect(judgements).toMatchObject({
      occurred: { date: '2014-03-12/2014-05-23' },
      data: {
        inspectionId: '2014-sif',
        limiting: { area: 'help_and_protection' },
        areas: expect.arrayContaining([{ area: 'adoption', grade: 'outstanding' }]),
      },
    });
    expect(decide(changed, then)).toEqual([]);
  });

  it('is corrected in its days on site', async () => {
    const known = await bradfordCase();
    const changed = { ...bradford2018, end_date: '2018-09-27', on_site: '2018-09-17/2018-09-27' };
    const events = decide(changed, known);
    expect(types(events)).toEqual(['EventCorrected']);
    expect(events.map(({ occurred }) => occurred.date)).toEqual(['2018-09-17/2018-09-27']);
    expect(decide(changed, knowing(known, events))).toEqual([]);
  });

  it.each([
    ['later', bradford2018, '2018-10-30', '2018-10-24'],
    ['earlier', bradford2022, '2022-12-30', '2022-12-02/2022-12-30'],
  ])('came out %s with all that its report disclosed to the public', async (_, fields, published, issued) => {
    const before = await bradfordCase();
    const known = delivered({ ...fields, published_date: published }, before);
    for (const type of ['InspectionCarriedOut', 'JudgementsIssued', 'ReportPublished']) {
      expect(standing(known, type)).toHaveLength(standing(before, type).length);
      const moved = standing(known, type).find(({ disclosures }) => disclosures.at(-1)?.from === published);
      const others = moved?.disclosures.slice(0, -1);
      expect(standing(before, type).map(({ disclosures }) => disclosures.slice(0, -1))).toContainEqual(
        others,
      );
    }
    expect(dates(known, 'ReportPublished')).toContain(published);
    expect(dates(known, 'JudgementsIssued')).toContain(issued);
    const back = delivered(fields, known);
    for (const type of ['InspectionCarriedOut', 'ReportPublished'])
      expect(dates(back, type)).toEqual(dates(before, type));
  });

  it('gets what it lacks, under its own identifier, and the report as a source', () => {
    const carriedOut = anEvent('InspectionCarriedOut', {
      caseId: 'authority-204',
      occurred: { date: '2016-07' },
      source: { id: 'a-later-report' },
      data: { inspectionId: 'summer-2016', framework: 'SIF', kind: 'unknown', team: [] },
    });
    const known = knownCase('authority-204', [carriedOut]);
    const events = decide({ ...hackney2016, published_stated: '' }, known);
    expect(types(events)).toEqual([
      'SourceCaptured',
      'EventCorrected',
      'JudgementsIssued',
      'ReportPublished',
    ]);
    const then = knowing(known, events);
    expect(standing(then, 'InspectionCarriedOut')[0]).toMatchObject({
      occurred: { date: '2016-07-04/2016-07-28' },
      data: { inspectionId: 'summer-2016', kind: 'full', leadInspector: 'Jansy Kelly' },
    });
    expect(standing(then, 'JudgementsIssued')[0]?.data).toMatchObject({ inspectionId: 'summer-2016' });
    expect(decide({ ...hackney2016, published_stated: '' }, then)).toEqual([]);
  });

  it('is the same where two files have it: the second adds nothing', () => {
    expect(decide({ ...hackney2016, source_file: 'copy.pdf' }, imported)).toEqual([]);
  });

  it('is the same where its file has another name, as it has with another day of publication', () => {
    const moved = { ...hackney2016, published_date: '2016-09-01', source_file: '1 september 2016.pdf' };
    const known = delivered({ ...moved, overall: 'outstanding' }, imported);
    for (const type of ['SourceCaptured', 'InspectionCarriedOut', 'JudgementsIssued', 'ReportPublished'])
      expect(standing(known, type).map(({ disclosures }) => disclosures.at(-1)?.from)).toEqual([
        '2016-09-01',
      ]);
    expect(standing(known, 'JudgementsIssued')[0]?.data).toMatchObject({ overall: 'outstanding' });
    expect(standing(known, 'ClaimMade')).toHaveLength(2);
    const back = delivered(hackney2016, known);
    for (const type of ['SourceCaptured', 'InspectionCarriedOut', 'JudgementsIssued', 'ReportPublished'])
      expect(standing(back, type)).toHaveLength(1);
  });

  it('is another where framework or days differ, and gets a name of its own', () => {
    const autumn = {
      ...hackney2016,
      source_file: 'autumn.pdf',
      start_date: '2016-10-03',
      end_date: '2016-10-27',
      on_site: '2016-10-03/2016-10-27',
      published_date: '2016-12-20',
    };
    expect(the('InspectionCarriedOut', decide(autumn, imported)).data).toMatchObject({
      inspectionId: '2016-sif-2',
    });
  });

  it('gives two reports of one day two names as sources', () => {
    const review = {
      ...hackney2016,
      source_file: 'review.pdf',
      inspection_type: 'lscb_review',
      start_date: '2016-08-08',
      end_date: '2016-08-09',
      on_site: '2016-08-08/2016-08-09',
    };
    const known = delivered(review, imported);
    expect(known.standing.ofType('SourceCaptured').map(({ data }) => data.sourceId)).toEqual([
      'ofsted-report-2016-09-21',
      'ofsted-report-2016-09-21-2',
    ]);
  });
});
