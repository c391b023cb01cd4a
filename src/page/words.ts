import type { Party } from '../domain/parties.ts';
import { formatDay } from '../domain/time/civil-day.ts';
import { inEnglish } from '../domain/time/edtf-in-english.ts';
import { dayOf, endOfDay, parseInstant } from '../domain/time/london.ts';
import type { DeadlineStatus } from '../projections/deadlines/view.ts';

/** Grades, and what stands where there is none, as Ofsted prints them. */
const grades: Readonly<Record<string, string>> = {
  outstanding: 'Outstanding',
  good: 'Good',
  requires_improvement: 'Requires improvement',
  inadequate: 'Inadequate',
  adequate: 'Adequate',
  satisfactory: 'Satisfactory',
  not_yet_judged: 'Not yet judged',
  no_overall_judgement: 'No overall grade',
};

export const gradeName = (grade: string): string => grades[grade] ?? sentence(grade);

/** How a deadline stands. */
const statuses: Readonly<Record<DeadlineStatus, string>> = {
  due: 'Due',
  met: 'Met',
  late: 'Met late',
  overdue: 'Overdue',
  not_recorded: 'Not recorded',
  passed: 'Passed',
  lapsed: 'Lapsed',
};

export const statusName = (status: DeadlineStatus): string => statuses[status];

/** An identifier as words: `not_recorded` is "Not recorded". */
export const sentence = (identifier: string): string => {
  const words = identifier.replaceAll(/[_-]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const parties: Readonly<Record<string, string>> = {
  public: 'the public',
  ofsted: 'Ofsted',
  dfe: 'the Department for Education',
  cqc: 'the Care Quality Commission',
  hmicfrs: 'the inspectorate of constabulary',
  hmi_probation: 'the inspectorate of probation',
  hmi_prisons: 'the inspectorate of prisons',
  hmcpsi: 'the inspectorate of the Crown Prosecution Service',
  recorder: 'the office that keeps this record',
  auditor: 'an auditor',
};

/** A party in words; `nameOf` gives the name of an authority by its DfE code, as far as it is known. */
export function partyName(
  party: Party,
  nameOf: (la: string) => string | undefined = () => undefined,
): string {
  const [kind, la] = party.split(':');
  if (la === undefined) return parties[party] ?? party;
  const name = nameOf(la);
  const whose = kind === 'trust' ? 'the children’s trust' : 'the council';
  return name === undefined ? `${whose} of authority ${la}` : `${whose} of ${name}`;
}

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
});

/** An instant as London has it: "26 October 2018, 14:05", and "the end of 26 October 2018" for its last moment. */
export function instantInWords(text: string): string {
  const instant = parseInstant(text);
  if (instant === undefined) return text;
  const day = dayOf(instant);
  const inWords = inEnglish(formatDay(day));
  return instant === endOfDay(day) ? `the end of ${inWords}` : `${inWords}, ${clock.format(instant)}`;
}
