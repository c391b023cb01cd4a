import { daysInMonth, firstYear, lastYear } from './civil-day.ts';
import { monthNames } from './month-names.ts';

/**
 * Says why one date, at character `at` (from 1) of an EDTF text, cannot be read, and what to write instead.
 * Called only for dates that were refused, so that reading a good one costs nothing.
 */
export function problemInDate(text: string, at: number): string {
  const quoted = `'${text}' at character ${at}`;
  if (text === '')
    return `There is no date at character ${at}; write one such as 2018-10-24, 2018-10 or 2018.`;

  const numbers = /^(\d{4})(?:-(\d\d)(?:-(\d\d|XX))?)?[?~%]?$/.exec(text);
  if (numbers !== null) return outOfRange(numbers[1] ?? '', numbers[2], numbers[3], at);

  const century = /^(\d{2,3})X+$/.exec(text)?.[1];
  if (century !== undefined) {
    const from = century.padEnd(4, '0');
    return `${quoted} leaves the year open, which Caseline does not take; write the years that it could be, such as ${from}/${century.padEnd(4, '9')}.`;
  }
  const openMonth = /^(\d{4})-XX(?:-XX)?[?~%]?$/.exec(text)?.[1];
  if (openMonth !== undefined) {
    return `${quoted} leaves the month open; write the year alone: ${openMonth}.`;
  }
  const instant = /^(\d{4}-\d\d-\d\d)T/.exec(text)?.[1];
  if (instant !== undefined) {
    return `${quoted} has a time of day; an event happens on a civil day of London: write ${instant}.`;
  }
  const qualifiedInside = /[?~%](?=.)/.exec(text);
  if (qualifiedInside !== null) {
    const plain = text.replaceAll(/[?~%]/g, '');
    return `The qualifier at character ${at + qualifiedInside.index} stands inside the date, which Caseline does not take; write it once, at the end: ${plain}${qualifiedInside[0]}.`;
  }
  return `${quoted} is not a date in EDTF; write the year first, in figures: 2018-10-24, 2018-10, 2018, or 2018-10-XX for some day of a month.`;
}

function outOfRange(
  yearText: string,
  monthText: string | undefined,
  dayText: string | undefined,
  at: number,
): string {
  const year = Number(yearText);
  const month = Number(monthText ?? '1');
  if (year < firstYear || year > lastYear) {
    return `The year ${yearText} at character ${at} is not between ${firstYear} and ${lastYear}; write the year in four figures, such as 2018.`;
  }
  if (month >= 21 && month <= 41) {
    return `${yearText}-${monthText} at character ${at} is a season in EDTF, which Caseline does not take; write its first and last month, such as ${year}-03/${year}-05.`;
  }
  if (month < 1 || month > 12) {
    return `There is no month ${monthText} (character ${at + 5}); write 01 to 12, or ${yearText} if the month is not known.`;
  }
  const name = monthNames[month - 1];
  const days = daysInMonth(year, month);
  return `There is no day ${dayText} in ${name} ${year}, at character ${at + 8}; write 01 to ${days}, or ${yearText}-${monthText}-XX if the day is not known.`;
}
