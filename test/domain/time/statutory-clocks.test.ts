import fc from 'fast-check';
import { formatDay } from '../../../src/domain/time/civil-day.ts';
import {
  dueFrom,
  type StatutoryClockName,
  statutoryClocks,
} from '../../../src/domain/time/statutory-clocks.ts';
import { addWorkingDays } from '../../../src/domain/time/working-days.ts';
import { anyDay, date } from './dates.ts';

/** For a receipt on an exact day, the one day on which the clock runs out. */
function dueAfter(clock: StatutoryClockName, receipt: string): string {
  const { earliest, latest } = dueFrom(clock, date(receipt));
  expect(earliest).toBe(latest);
  return formatDay(latest);
}

describe("Bradford's statement of action", () => {
  it('was due on 4 February 2019, 70 working days after 24 October 2018', () => {
    expect(dueAfter('statement-of-action', '2018-10-24')).toBe('2019-02-04');
  });

  it('was due after the report itself had to be published, on 5 December 2018', () => {
    expect(dueAfter('authority-publishes-report', '2018-10-24')).toBe('2018-12-05');
  });
});

describe('a statutory clock', () => {
  it('names the law that sets it', () => {
    expect(statutoryClocks['statement-of-action'].citation).toContain('s. 137');
    expect(statutoryClocks['authority-publishes-report'].citation).toContain('SI 2007/462');
  });

  it('runs out on a range of days when the day of receipt is not known', () => {
    const due = dueFrom('statement-of-action', date('2018-10'));
    expect([due.earliest, due.latest].map(formatDay)).toEqual(['2019-01-10', '2019-02-11']);
  });

  it('runs out on one day when it is, so many working days after it', () => {
    const clocks = fc.constantFrom<StatutoryClockName>('statement-of-action', 'authority-publishes-report');
    fc.assert(
      fc.property(clocks, anyDay, (clock, receipt) => {
        const due = addWorkingDays(receipt, statutoryClocks[clock].workingDays);
        expect(dueFrom(clock, date(formatDay(receipt)))).toEqual({ earliest: due, latest: due });
      }),
    );
  });
});
