import { type EventTypeName, eventTypeNames } from '../../src/domain/events/catalogue.ts';
import { comparedForms } from '../../src/page/compared.ts';
import { type Field, fieldsOf, plainValue, type Value } from '../../src/page/fields.ts';
import { precisionInWords } from '../../src/page/screens/fact/precision.ts';
import { gradeName } from '../../src/page/words.ts';
import { date } from '../domain/time/dates.ts';
import { exampleEvents } from '../support/example-events.ts';

/** Fields as a person would read them out. */
function read(value: Value): unknown {
  switch (value.kind) {
    case 'grade':
      return `grade ${gradeName(value.grade)}`;
    case 'quote':
      return `“${value.text}”`;
    case 'noted':
      return [read(value.value), value.note];
    case 'list':
      return value.members.map((one) => read(one.value));
    case 'fields':
      return readAll(value.fields);
    case 'table':
      return [value.columns, ...value.rows.map(({ cells }) => cells.map(read))];
    default:
      return value.text;
  }
}

const readAll = (fields: readonly Field[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(fields.map(({ label, value }) => [label, read(value)]));

const said = <Type extends EventTypeName>(type: Type, data: unknown = exampleEvents[type].data) =>
  readAll(fieldsOf(type, data));

describe('the content of a fact', () => {
  it('names the areas of a judgement as their framework does, with their grades', () => {
    expect(said('JudgementsIssued')).toEqual({
      Inspection: '2018-ilacs',
      Framework: "Inspection of local authority children's services",
      Overall: 'grade Inadequate',
      'By area': [
        ['Area', 'Grade'],
        ['The impact of leaders on social work practice with children and families', 'grade Inadequate'],
        ['The experiences and progress of children who need help and protection', 'grade Inadequate'],
        ['The experiences and progress of children in care and care leavers', 'grade Requires improvement'],
      ],
    });
  });

  it('says that there is no overall judgement, rather than nothing', () => {
    expect(said('JudgementsIssued', { ...exampleEvents.JudgementsIssued.data, overall: null })).toMatchObject(
      { Overall: 'grade No overall grade' },
    );
  });

  it('has each comment on a draft in a row, with what was answered', () => {
    expect(said('FactualAccuracyChecked')['Comments on the draft, and the answers']).toEqual([
      ['Page', 'Point', 'What was asked', 'Answer', 'What changed'],
      [
        '2',
        'The date of the joint targeted area inspection',
        'Please correct the date',
        'Agreed',
        'The date was corrected',
      ],
      [
        '5',
        'Caseloads in the assessment teams',
        'Please say that caseloads were falling',
        'Not agreed',
        'Not said',
      ],
    ]);
  });

  it('says dates in words, no more exactly than they are known', () => {
    expect(said('ImprovementNoticeProposed')).toMatchObject({
      'Representations by': 'November 2018',
      'For at least': '12 months',
    });
    expect(said('TrustGoLivePlanned')).toMatchObject({
      'Planned for': 'April 2023',
      'In the words of the source': '“planned for April 2023”',
    });
    expect(said('ClaimMade')).toMatchObject({ 'Counted over': '29 October 2018 to 26 July 2023' });
  });

  it('says amounts, changes and names of offices as one says them', () => {
    expect(said('FundingProposed')).toMatchObject({ Year: '2023-24', Amount: '£49,100,000.50' });
    expect(said('MeasureReported')).toMatchObject({ Change: '+25 %', Period: '2012 to 2014' });
    expect(said('OfficeHolderNamed', { office: 'lead_member', name: null, interim: false })).toEqual({
      Office: 'Lead member for children',
      Name: 'Not named',
      'Only for the interim': 'No',
    });
  });

  it('says what a reference to an area for improvement means, where that is known', () => {
    const [, addresses] = fieldsOf('ImprovementActionTaken', exampleEvents.ImprovementActionTaken.data, {
      meaningOf: (reference) => (reference === '2018-front-door' ? 'The response to contacts' : undefined),
    });
    expect(addresses?.value).toEqual({
      kind: 'list',
      members: [
        { value: { kind: 'identifier', text: '2018-front-door', means: 'The response to contacts' } },
      ],
    });
  });

  it('leaves identifiers as recorders wrote them, even where they look like a date', () => {
    expect(said('DraftReportIssued', { inspectionId: '2018-10' })).toEqual({ Inspection: '2018-10' });
  });

  it.each(eventTypeNames)('has a label and words for all of %s', (type) => {
    for (const [label, words] of Object.entries(said(type))) {
      expect(label).toMatch(/^[A-Z]/);
      expect(JSON.stringify(words)).not.toMatch(/undefined|\[object|null|[a-z]_[a-z]+"/);
    }
    expect(Object.keys(said(type)).length).toBe(Object.keys(exampleEvents[type].data).length);
  });

  it('reads what no schema describes: the content of a correction of a correction', () => {
    expect(
      read(
        plainValue('data', { areas: [{ area: 'lscb', grade: 'requires_improvement' }], at: '2018-10-XX' }),
      ),
    ).toEqual({
      Areas: [
        ['Area', 'Grade'],
        ['lscb', 'Requires improvement'],
      ],
      At: 'a day in October 2018',
    });
  });
});

describe('two forms of one fact', () => {
  const before = { occurred: { date: '2018-10' }, data: exampleEvents.JudgementsIssued.data };

  it('tell what differs, in the order in which a fact is told', () => {
    const compared = comparedForms('JudgementsIssued', before, {
      ...before,
      occurred: { date: '2018-10-24', verbatim: '24th October' },
      source: { id: 'ofsted-2018', page: 1 },
    });
    expect(compared.map(({ label, changed }) => [label, changed])).toEqual([
      ['When', true],
      ['When, in the words of the source', true],
      ['Inspection', false],
      ['Framework', false],
      ['Overall', false],
      ['By area', false],
      ['Source', true],
      ['Where in it', true],
    ]);
  });

  it('mark the very row that differs', () => {
    const { areas, ...rest } = exampleEvents.JudgementsIssued.data;
    const [leadership, ...others] = areas;
    const after = {
      ...before,
      data: { ...rest, areas: [{ ...leadership, grade: 'good' }, ...others] },
    };
    const table = comparedForms('JudgementsIssued', before, after).find(({ label }) => label === 'By area');
    const marks = (value: Value | null | undefined) =>
      value?.kind === 'table' ? value.rows.map(({ mark }) => mark) : [];
    expect(marks(table?.before)).toEqual(['not any more', undefined, undefined]);
    expect(marks(table?.after)).toEqual(['new', undefined, undefined]);
  });

  it('are the same where nothing differs', () => {
    expect(comparedForms('JudgementsIssued', before, before).some(({ changed }) => changed)).toBe(false);
  });
});

describe('how exactly a date is known', () => {
  it.each([
    ['2018-10-24', 'moment', 'The day is known.'],
    ['2018-10-XX', 'moment', 'One day between 1 and 31 October 2018: the source does not say which.'],
    [
      '2014-03-12/2014-05-23',
      'moment',
      'One day between 12 March and 23 May 2014: the source does not say which.',
    ],
    ['[2018-10-01,2018-10-03]', 'moment', 'One day of those: the source does not say which.'],
    ['2018-09-17/2018-09-28', 'extent', 'All the days from the first to the last.'],
    [
      '{2022-12-05..2022-12-09,2023-02-14..2023-02-15}',
      'extent',
      'All the days from the first to the last. In 2 parts, with a gap between them.',
    ],
    [
      '2012-05',
      'extent',
      'Some time between 1 and 31 May 2012: the source does not say on which day it began, nor on which it ended.',
    ],
    [
      '2014-02/2014-03',
      'extent',
      'It began between 1 and 28 February 2014 and ended between 1 and 31 March 2014: the source does not say more.',
    ],
    [
      '2018-10-24~',
      'moment',
      'One day between 23 and 25 October 2018: the source does not say which. The source is itself not sure, so a little more room is left on both sides.',
    ],
  ] as const)('%s of a %s', (edtf, reading, words) => {
    expect(precisionInWords(date(edtf), reading)).toBe(words);
  });
});
