import fc from 'fast-check';
import { formatDay } from '../../../src/domain/time/civil-day.ts';
import { endsBeforeItStarts, firstDay, isExact, lastDay, parseEdtf } from '../../../src/domain/time/edtf.ts';
import { describe as inEnglish } from '../../../src/domain/time/edtf-in-english.ts';
import { anyDay, anyEdtf, date, day, refusal } from './dates.ts';

const spans = (text: string) =>
  date(text).spans.map((span) =>
    [span.earliestStart, span.latestStart, span.earliestEnd, span.latestEnd].map(formatDay).join(' '),
  );

describe('a date as a source writes it', () => {
  it('is one known day', () => {
    expect(spans('2018-10-24')).toEqual(['2018-10-24 2018-10-24 2018-10-24 2018-10-24']);
    expect(isExact(date('2018-10-24'))).toBe(true);
    expect(isExact(date('{2018-10-24..2018-10-24}'))).toBe(true);
  });

  it('is somewhere within a month, or on a day of it that the source leaves out', () => {
    const october = ['2018-10-01 2018-10-31 2018-10-01 2018-10-31'];
    expect(spans('2018-10')).toEqual(october);
    expect(spans('2018-10-XX')).toEqual(october);
    expect(isExact(date('2018-10'))).toBe(false);
  });

  it('is somewhere within a year', () => {
    expect(spans('2018')).toEqual(['2018-01-01 2018-12-31 2018-01-01 2018-12-31']);
  });

  it('is an interval whose ends are known days', () => {
    expect(spans('2018-09-17/2018-09-28')).toEqual(['2018-09-17 2018-09-17 2018-09-28 2018-09-28']);
  });

  it('is an interval that starts in one month and ends in the next', () => {
    expect(spans('2014-02/2014-03')).toEqual(['2014-02-01 2014-02-28 2014-03-01 2014-03-31']);
  });

  it('is an interval whose ends differ in precision, each narrowing the other', () => {
    expect(spans('2018/2018-03')).toEqual(['2018-01-01 2018-03-31 2018-03-01 2018-03-31']);
    expect(spans('2018-06-15/2018')).toEqual(['2018-06-15 2018-06-15 2018-06-15 2018-12-31']);
  });

  it('is the two stretches of South Tyneside, however they are written and ordered', () => {
    const stretches = [
      '2022-12-05 2022-12-05 2022-12-09 2022-12-09',
      '2023-02-14 2023-02-14 2023-02-15 2023-02-15',
    ];
    expect(spans('{2022-12-05..2022-12-09,2023-02-14..2023-02-15}')).toEqual(stretches);
    expect(spans('{2023-02-14/2023-02-15,2022-12-05/2022-12-09}')).toEqual(stretches);
  });

  it('is one of a set: a range there is a choice of one day', () => {
    expect(date('[2018-10-01,2018-10-03]').anyOne).toBe(true);
    expect(spans('[2018-10-01..2018-10-03]')).toEqual(['2018-10-01 2018-10-03 2018-10-01 2018-10-03']);
    expect(spans('[2018-10-01/2018-10-03]')).toEqual(['2018-10-01 2018-10-01 2018-10-03 2018-10-03']);
  });

  it.each([
    ['2018-10-24?', '2018-10-23', '2018-10-25'],
    ['2018-10~', '2018-09-01', '2018-11-30'],
    ['2018-10-XX~', '2018-09-01', '2018-11-30'],
    ['2018%', '2017-01-01', '2019-12-31'],
    ['2018-03~/2018-05-23', '2018-02-01', '2018-05-23'],
    ['2018-01-31/2018-02~', '2018-01-31', '2018-03-31'],
  ])('widens %s by one unit of its own precision', (text, from, to) => {
    expect([formatDay(firstDay(date(text))), formatDay(lastDay(date(text)))]).toEqual([from, to]);
    expect(date(text).qualified).toBe(true);
  });

  it('keeps its text, and says whether any part is qualified', () => {
    expect(date('{2018-10,2018-12?}')).toMatchObject({ edtf: '{2018-10,2018-12?}', qualified: true });
    expect(date('{2018-10,2018-12}').qualified).toBe(false);
  });

  it('lies between its first and its last day, every bound in order', () => {
    fc.assert(
      fc.property(anyEdtf, (text) => {
        const read = date(text);
        expect(endsBeforeItStarts(read)).toBe(false);
        for (const span of read.spans) {
          expect(firstDay(read)).toBeLessThanOrEqual(span.earliestStart);
          expect(span.earliestStart).toBeLessThanOrEqual(Math.min(span.latestStart, span.earliestEnd));
          expect(Math.max(span.latestStart, span.earliestEnd)).toBeLessThanOrEqual(span.latestEnd);
          expect(span.latestEnd).toBeLessThanOrEqual(lastDay(read));
        }
      }),
    );
  });

  it('is exact for every day, and reads back as that day', () => {
    fc.assert(
      fc.property(anyDay, (d) => {
        const read = date(formatDay(d));
        expect([firstDay(read), lastDay(read), isExact(read)]).toEqual([d, d, true]);
      }),
    );
  });
});

describe('a date that ends before it starts', () => {
  it.each([
    '2018-10-05/2018-10-04',
    '2018-10/2018-09-30',
    '{2018-10-01,2018-10-05..2018-10-04}',
    '2019/2018',
  ])('is read and found out: %s', (text) => {
    expect(endsBeforeItStarts(date(text))).toBe(true);
  });

  it.each(['2018-10-05~/2018-10-04', '2018-10/2018-10-01', '2018-10-05/2018', '2018-10-04/2018-10-04'])(
    'is not one while some reading makes sense of it: %s',
    (text) => {
      expect(endsBeforeItStarts(date(text))).toBe(false);
    },
  );
});

describe('a text that is no date', () => {
  it.each([
    ['', 'empty', '2018-10-24'],
    ['201X', "'201X' at character 1", '2010/2019'],
    ['2018-XX', "'2018-XX' at character 1", 'the year alone: 2018'],
    ['2018/..', 'no end at character 6', 'outermost day'],
    ['../2018', 'no start at character 1', 'outermost day'],
    ['2018/', 'no end at character 6', 'outermost day'],
    ['[..2018-10-01]', 'no start at character 2', 'outermost day'],
    ['2018-02-30', 'no day 30 in February 2018, at character 9', '2018-02-XX'],
    ['2018-10-01/2018-09-31', 'no day 31 in September 2018, at character 20', '01 to 30'],
    ['2018-13', 'no month 13 (character 6)', '01 to 12'],
    ['2018-21', 'a season', '2018-03/2018-05'],
    ['0218-10-24', 'year 0218 at character 1', 'such as 2018'],
    ['24/10/2018', "'24' at character 1", 'the year first'],
    ['October 2018', "'October 2018' at character 1", 'the year first'],
    ['x October 2018', 'at character 1', '2018-10-XX'],
    ['2018-10-24T09:30:00Z', 'time of day', 'write 2018-10-24'],
    ['2018?-10', 'qualifier at character 5', '2018-10?'],
    ['{2022-12-05..2022-12-09, 2023-02-14}', 'space at character 25', '{2022-12-05..2022-12-09,2023-02-14}'],
    ['{2022-12-05,2023-02-1}', "'2023-02-1' at character 13", '2018-10-24'],
    ['{2022-12-05,}', 'no date at character 13', 'write one'],
    ['{}', 'no date at character 2', 'write one'],
    ['{2022-12-05', 'not closed', "'}'"],
    ['{2022-12-05]', 'not closed', "'}'"],
    ['[2018-10-01]?', "'?' at character 13", 'qualifier after the date'],
    ['2018-10-01..2018-10-03', "'..' at character 11", '2018-10-01/2018-10-03'],
    ['2018-10-01,2018-10-03', 'at character 1', 'the year first'],
    ['2018-10-24\n', 'at character 1', 'the year first'],
  ])('is refused with what was wrong, where, and what to write: %j', (text, wrong, instead) => {
    expect(refusal(text)).toContain(wrong);
    expect(refusal(text)).toContain(instead);
  });

  it('is refused without an exception, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0128-X/.{}[],?~%') })),
        (text) => {
          const read = parseEdtf(text);
          expect(read.ok ? read.value.edtf === text : read.problem.endsWith('.')).toBe(true);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('is refused for its length before it is looked at', () => {
    expect(refusal(`{${'2018-10-24,'.repeat(1_000)}2018-10-24}`)).toContain('over the limit of 2000');
  });
});

describe('a date in English', () => {
  it.each([
    ['2018-10-24', '24 October 2018', '24 October 2018'],
    ['2018-10', 'October 2018', 'October 2018'],
    ['2018', '2018', '2018'],
    ['2018-10-XX', 'a day in October 2018', 'a day in October 2018'],
    ['2014-03-12/2014-05-23', 'between 12 March and 23 May 2014', '12 March to 23 May 2014'],
    ['2018-09-17/2018-09-28', 'between 17 and 28 September 2018', '17 to 28 September 2018'],
    ['2014-02/2014-03', 'between February and March 2014', 'February to March 2014'],
    ['2018/2021-06', 'between 2018 and June 2021', '2018 to June 2021'],
    [
      '2018-12-17/2019-01-11',
      'between 17 December 2018 and 11 January 2019',
      '17 December 2018 to 11 January 2019',
    ],
    ['2018-10-24/2018-10-24', '24 October 2018', '24 October 2018'],
    ['2018-10~', 'about October 2018', 'about October 2018'],
    ['2018-10-24?', 'perhaps 24 October 2018', 'perhaps 24 October 2018'],
    ['2018%', 'perhaps about 2018', 'perhaps about 2018'],
    [
      '2014-03-12~/2014-05-23',
      'between about 12 March 2014 and 23 May 2014',
      'about 12 March 2014 to 23 May 2014',
    ],
    [
      '{2022-12-05..2022-12-09,2023-02-14..2023-02-15}',
      'between 5 and 9 December 2022 or between 14 and 15 February 2023',
      '5 to 9 December 2022 and 14 to 15 February 2023',
    ],
    ['[2018-10-01,2018-10-03]', '1 October 2018 or 3 October 2018', '1 October 2018 or 3 October 2018'],
    ['[2018-10-01..2018-10-03]', 'between 1 and 3 October 2018', 'between 1 and 3 October 2018'],
    [
      '{2013-01-14,2013-02,2013-03-04}',
      '14 January 2013, February 2013 or 4 March 2013',
      '14 January 2013, February 2013 and 4 March 2013',
    ],
  ])('%s is "%s" as a moment and "%s" as an extent', (text, moment, extent) => {
    expect(inEnglish(date(text), 'moment')).toBe(moment);
    expect(inEnglish(date(text), 'extent')).toBe(extent);
  });

  it('keeps the day of the case in its own words', () => {
    expect(inEnglish(date(formatDay(day('2023-04-01'))), 'moment')).toBe('1 April 2023');
  });
});
