import ICAL from 'ical.js';
import type { NewEvent } from '../../src/domain/events/catalogue.ts';
import { type Calendar, calendarFile } from '../../src/export/calendar.ts';
import { type CalendarEntry, calendarOf } from '../../src/projections/deadline-calendar.ts';
import { day } from '../domain/time/dates.ts';
import { anEvent } from '../support/events.ts';
import { factsAt, recorded } from '../support/facts.ts';

const on = (date: string) => ({ occurred: { date } });
const shared = anEvent('ReportShared', on('2018-10-24'));
const requested = anEvent('StatementOfActionRequested', {
  ...on('2018-10-24'),
  source: { id: 'ofsted-letter', page: 1 },
  data: { due: '2019-02-04' },
});
const drafted = anEvent('ImprovementNoticeDrafted', {
  ...on('2018-10'),
  data: { terms: { deliverBy: '2020-04', reviewEveryMonths: 6, other: [] } },
});

function entriesOn(
  validAt: string,
  events: readonly NewEvent[],
  name = 'Bradford',
): readonly CalendarEntry[] {
  const facts = factsAt(events, { validAt });
  const inLog = events.map((event, revision) => recorded(event, revision));
  const perspective = {
    viewer: 'public',
    validAt: day(validAt),
    knownAt: Date.parse('2199-12-31'),
    certainty: 'possible',
  } as const;
  return calendarOf([{ la: '380', name, events: inLog, facts }], perspective);
}

const fileOf = (entries: readonly CalendarEntry[], more: Partial<Calendar> = {}): string =>
  Buffer.from(
    calendarFile({
      name: 'Deadlines: Bradford',
      entries,
      addressOf: ({ deadline }) => `/v1/authorities/${deadline.la}/deadlines`,
      isPrivate: false,
      ...more,
    }),
  ).toString();

/** What another reader makes of it. */
function read(file: string) {
  const calendar = new ICAL.Component(ICAL.parse(file));
  const events = calendar.getAllSubcomponents('vevent').map((one) => ({
    component: one,
    event: new ICAL.Event(one),
    of: (name: string) => one.getFirstPropertyValue(name)?.toString(),
  }));
  return { calendar, events, of: (name: string) => calendar.getFirstPropertyValue(name)?.toString() };
}

const oneOf = (file: string, ending: string) => {
  const found = read(file).events.find(({ event }) => event.uid.includes(ending));
  if (!found) throw new Error(`no ${ending}`);
  return found;
};

describe('deadlines as iCalendar', () => {
  const file = fileOf(entriesOn('2018-12-01', [shared, requested, drafted]));

  it('are a calendar with a name, where it comes from, and how often to ask again', () => {
    const { of, calendar } = read(file);
    expect(of('version')).toBe('2.0');
    expect(of('prodid')).toBe('-//Caseline//Deadlines//EN');
    expect(of('x-wr-calname')).toBe('Deadlines: Bradford');
    expect(of('x-wr-caldesc')).toContain('Open Government Licence');
    expect(of('refresh-interval')).toBe('PT1H');
    expect(of('x-published-ttl')).toBe('PT1H');
    expect(calendar.getFirstPropertyValue('method')).toBeNull();
  });

  it('are whole days without a time or a zone: Bradford’s statement of action is of 4 February 2019', () => {
    const { event, component, of } = oneOf(file, 'statement-of-action');
    expect(event.startDate.isDate).toBe(true);
    expect(event.startDate.toString()).toBe('2019-02-04');
    expect(component.getFirstProperty('dtstart')?.getFirstParameter('tzid')).toBeUndefined();
    expect(file).toContain('\r\nDTSTART;VALUE=DATE:20190204\r\n');
    expect(event.uid).toBe('authority-380/2018-ilacs/statement-of-action@caseline');
    expect(event.summary).toBe('Bradford: Statement of action');
    expect(of('status')).toBe('CONFIRMED');
    expect(of('transp')).toBe('TRANSPARENT');
    expect(of('categories')).toBe('Duty');
    expect(event.description.split('\n')).toEqual([
      'Duty of the authority, owed to Ofsted: 2018-ilacs',
      'Status: due',
      'Due: 4 February 2019',
      'Stated: 4 February 2019 (ofsted-letter)',
      expect.stringMatching(/^Computed: 4 February 2019 \(Education and Inspections Act 2006, s\. 137/),
      'They agree',
      '/v1/authorities/380/deadlines',
    ]);
  });

  it('are of their own each, and there are no alarms', () => {
    const uids = read(file).events.map(({ event }) => event.uid);
    expect(uids).toHaveLength(4);
    expect(new Set(uids).size).toBe(4);
    expect(file).not.toContain('VALARM');
  });

  it('say when they were last revised by the record, and never when they were written', () => {
    const { component, event } = oneOf(file, 'statement-of-action');
    const at = (name: string) => component.getFirstPropertyValue(name)?.toString();
    expect(event.sequence).toBe(1);
    expect(at('dtstamp')).toBe('2026-01-05T09:00:00Z');
    expect(at('last-modified')).toBe('2026-01-05T09:00:00Z');
    expect(at('created')).toBe('2026-01-05T09:00:00Z');
    expect(fileOf(entriesOn('2018-12-02', [shared, requested, drafted]))).toBe(file);
  });

  it('are not settled while they are proposed, or may not have been set yet, and are shown on their last day', () => {
    const { of, event } = oneOf(file, 'progress-review');
    expect(of('status')).toBe('TENTATIVE');
    expect(event.summary).toBe('Bradford: Review of progress against the notice (proposed)');
    expect(event.startDate.toString()).toBe('2019-04-30');
    expect(event.description).toContain('Due: between 1 and 30 April 2019, here on its last day');
    expect(event.description).toContain('Duty of the Department for Education, owed to the authority');
    const possible = oneOf(
      fileOf(entriesOn('2018-10-15', [anEvent('ReportShared', on('2018-10'))])),
      'statement-of-action',
    );
    expect(possible.of('status')).toBe('TENTATIVE');
    expect(possible.event.description).toContain('may not have happened yet');
  });

  it('stay when they are met or missed, and are cancelled when they have lapsed', () => {
    const submitted = anEvent('StatementOfActionSubmitted', on('2019-02-04'));
    const met = oneOf(fileOf(entriesOn('2019-02-06', [shared, submitted])), 'statement-of-action');
    expect(met.event.summary).toBe('Bradford: Statement of action (met)');
    expect(met.event.description).toContain('Status: met (4 February 2019)');
    const missed = oneOf(fileOf(entriesOn('2019-02-06', [shared])), 'statement-of-action');
    expect(missed.event.summary).toBe('Bradford: Statement of action (overdue)');
    expect(missed.event.description).toContain('Status: overdue: nothing recorded that meets it');
    const issued = anEvent('ImprovementNoticeIssued', on('2018-12-10'));
    const lifted = anEvent('ImprovementNoticeLifted', on('2020-01-15'));
    const lapsed = oneOf(fileOf(entriesOn('2020-02-01', [drafted, issued, lifted])), 'plan-delivery');
    expect(lapsed.of('status')).toBe('CANCELLED');
    expect(lapsed.of('categories')).toBe('Aim');
    expect(lapsed.event.description).toContain('Aim set for the authority by the Department for Education');
  });

  it('are private where not everybody may know them', () => {
    const entries = entriesOn('2018-12-01', [shared]);
    expect(read(fileOf(entries)).events.map(({ of }) => of('class'))).toEqual([undefined, undefined]);
    const mine = fileOf(entries, { isPrivate: true });
    expect(read(mine).events.map(({ of }) => of('class'))).toEqual(['PRIVATE', 'PRIVATE']);
  });

  it('are lines of at most 75 octets, each ended by CR and LF, in UTF-8', () => {
    const name = `${'Ynys Môn – Sir Gaerfyrddin 日本 🏴󠁧󠁢󠁷󠁬󠁳󠁿 '.repeat(8)}Council`;
    const long = fileOf(entriesOn('2018-12-01', [shared, requested, drafted], name), { name });
    expect(long.endsWith('END:VCALENDAR\r\n')).toBe(true);
    for (const line of long.slice(0, -2).split('\r\n')) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(line).not.toMatch(/[\r\n\uFFFD]/);
    }
    expect(oneOf(long, 'statement-of-action').event.summary).toBe(`${name}: Statement of action`);
    expect(read(long).of('x-wr-calname')).toBe(name);
  });

  it('keep hostile text text', () => {
    const name =
      'A;b,c\\n\nEND:VEVENT\r\nBEGIN:VEVENT\nUID:x\rX-EVIL:1\u2028\u0085\u0000ATTACH:http://x.example';
    const hostile = fileOf(entriesOn('2018-12-01', [shared, requested], name), { name });
    const { events, of, calendar } = read(hostile);
    expect(events).toHaveLength(2);
    expect(calendar.getAllSubcomponents()).toHaveLength(2);
    const shown = 'A;b,c\\n\nEND:VEVENT \nBEGIN:VEVENT\nUID:x X-EVIL:1   ATTACH:http://x.example';
    expect(events[0]?.event.summary).toBe(`${shown}: Publication of the report by the authority`);
    // The reader knows no X- property, and leaves it as it is written.
    const written = 'A\\;b\\,c\\\\n\\nEND:VEVENT \\nBEGIN:VEVENT\\nUID:x X-EVIL:1   ATTACH:http://x.example';
    expect(of('x-wr-calname')).toBe(written);
    for (const line of hostile.split('\r\n')) expect(line).not.toMatch(/^(UID:x|X-EVIL|ATTACH|END:VEVENT.)/);
  });

  it('are a calendar all the same where there are none', () => {
    expect(read(fileOf([])).events).toEqual([]);
  });
});
