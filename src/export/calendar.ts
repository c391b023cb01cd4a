import ical, {
  escape as escaped,
  ICalEventClass,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import { caseIdOf } from '../domain/events/envelope.ts';
import { inEnglish } from '../domain/time/edtf-in-english.ts';
import type { CalendarEntry } from '../projections/deadline-calendar.ts';
import { basisInEnglish, statusInEnglish } from '../projections/deadlines/in-english.ts';
import type { Deadline } from '../projections/deadlines/view.ts';
import { source } from './source.ts';

export const calendarMediaType = 'text/calendar; charset=utf-8';

/** How long a program may show what it has before it asks again, in seconds. */
const askAgainAfter = 3_600;

export interface Calendar {
  readonly name: string;
  readonly entries: readonly CalendarEntry[];
  /** Where more is said of an entry. */
  readonly addressOf: (entry: CalendarEntry) => string;
  /** Whether it may hold what not everybody may know: programs then keep its entries to their owner. */
  readonly isPrivate: boolean;
}

/**
 * Deadlines as iCalendar (RFC 5545): each an entry of its last possible day, a civil day of London without time or
 * zone. It says nothing of the moment at which it was written, so that the same entries are the same bytes. There is no
 * METHOD: DTSTAMP then says when an entry was last revised. Nor are there alarms: most programs drop those of a
 * subscribed calendar, and when to be reminded is for its reader to say.
 */
export function calendarFile({ name, entries, addressOf, isPrivate }: Calendar): Uint8Array {
  const calendar = ical({
    prodId: { company: 'Caseline', product: 'Deadlines', language: 'EN' },
    name: escaped(plain(name), false), // written as it is, unlike other texts
    description: escaped(`${source.statement} ${source.licenceUrl}`, false), // likewise
    ttl: askAgainAfter,
  });
  for (const entry of entries) {
    const { deadline, sequence, created, changed } = entry;
    calendar.createEvent({
      id: `${caseIdOf(deadline.la)}/${deadline.id}@caseline`,
      sequence,
      created: new Date(created),
      lastModified: new Date(changed),
      stamp: new Date(changed),
      start: deadline.dueLatest,
      allDay: true,
      summary: plain(summaryOf(deadline, deadline.authority)),
      description: plain(descriptionOf(deadline, addressOf(entry))),
      status: statusOf(deadline),
      categories: categoriesOf(deadline).map((category) => ({ name: category })),
      transparency: ICalEventTransparency.TRANSPARENT,
      ...(isPrivate && { class: ICalEventClass.PRIVATE }),
    });
  }
  return Buffer.from(`${calendar.toString()}\r\n`);
}

/** Lapsed: nobody waits for it any more. What is only proposed, or may not have happened, is not settled. */
function statusOf({ status, standing, certainty }: Deadline): ICalEventStatus {
  if (status === 'lapsed') return ICalEventStatus.CANCELLED;
  return standing === 'proposed' || certainty === 'possible'
    ? ICalEventStatus.TENTATIVE
    : ICalEventStatus.CONFIRMED;
}

/** `Bradford: Statement of action (met)`. */
function summaryOf({ title, status, standing }: Deadline, authority: string): string {
  const said = [...(standing === 'proposed' ? ['proposed'] : []), ...(status === 'due' ? [] : [status])];
  return `${authority}: ${title}${said.length > 0 ? ` (${said.join(', ')})` : ''}`;
}

function descriptionOf(deadline: Deadline, address: string): string {
  const { due, dueLatest, status, metOn, certainty, basis, subject } = deadline;
  const isDoubtful = status !== 'due' && deadline.statusCertainty === 'possible';
  return [
    `${whoseInEnglish(deadline)}: ${subject}`,
    `Status: ${isDoubtful ? 'possibly ' : ''}${statusInEnglish(deadline)}${metOn === null ? '' : ` (${inEnglish(metOn)})`}`,
    due === dueLatest ? `Due: ${inEnglish(due)}` : `Due: ${inEnglish(due)}, here on its last day`,
    ...(certainty === 'possible' ? ['What it rests on may not have happened yet.'] : []),
    ...basisInEnglish(basis).map(capital),
    address,
  ].join('\n');
}

function whoseInEnglish({ kind, owedBy, owedTo }: Deadline): string {
  const whose = owedBy === 'authority' ? 'the authority' : 'the Department for Education';
  switch (kind) {
    case 'duty':
      return `Duty of ${whose}, owed to ${owedTo}`;
    case 'aim':
      return `Aim set for ${whose} by ${owedTo}`;
    case 'invitation':
      return `Invitation to ${whose} from ${owedTo}`;
  }
}

const categoriesOf = ({ kind, standing }: Deadline): readonly string[] => [
  capital(kind),
  ...(standing === 'proposed' ? ['Proposed'] : []),
];

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** Characters that RFC 5545 allows in no text, or that some readers take for the end of a line. */
const plain = (text: string): string => text.replaceAll(/[^\P{Cc}\t\n]|[\u2028\u2029]/gu, ' ');
