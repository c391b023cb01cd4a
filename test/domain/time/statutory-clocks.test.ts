import fc from 'fast-check';
import { formatDay } from '../../../src/domain/time/civil-day.ts';
import {
  dueFrom,
  reportPublicationDue,
  statementOfActionDue,
  statutoryClocks,
} from '../../../src/domain/time/statutory-clocks.ts';
import { anyDay, date, day } from './dates.ts';

describe("Bradford's statement of action", () => {
  it('was due on 4 February 2019, 70 working days after 24 October 2018', () => {
    expect(formatDay(statementOfActionDue(day('2018-10-24')))).toBe('2019-02-04');
  });

  it('was due after the report itself had to be published, on 5 December 2018', () => {
    expect(formatDay(reportPublicationDue(day('2018-10-24')))).toBe('2018-12-05');
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

  it('runs out on one day when it is', () => {
    fc.assert(
      fc.property(anyDay, (receipt) => {
        const exact = date(formatDay(receipt));
        const action = statementOfActionDue(receipt);
        const publication = reportPublicationDue(receipt);
        expect(dueFrom('statement-of-action', exact)).toEqual({ earliest: action, latest: action });
        expect(dueFrom('authority-publishes-report', exact)).toEqual({
          earliest: publication,
          latest: publication,
        });
      }),
    );
  });
});
