import type { SourceReference } from '../domain/events/envelope.ts';
import type { Party } from '../domain/parties.ts';
import { dayInWords } from '../domain/time/edtf-in-english.ts';
import { dayOf, endOfDay, parseInstant } from '../domain/time/london.ts';
import type { InspectionView } from '../projections/case/inspection.ts';
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

type Phase = NonNullable<NonNullable<InspectionView>['phase']>;

/** How far an inspection had come. */
const phases: Readonly<Record<Phase, string>> = {
  notified: 'Announced',
  deferred: 'Put off',
  on_site: 'Inspectors on site',
  paused: 'Interrupted',
  awaiting_report: 'Report awaited',
  shared: 'Final report with the authority',
  shared_under_embargo: 'Final report with the authority, under embargo',
  published: 'Report published',
};

export const phaseName = (phase: Phase): string => phases[phase];

/** With a capital letter at its beginning. */
export const capitalised = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** An identifier as words: `not_recorded` is "Not recorded". */
export const sentence = (identifier: string): string => capitalised(identifier.replaceAll(/[_-]/g, ' '));

const list = new Intl.ListFormat('en-GB');

/** "Dorset", "Cumberland and Westmorland and Furness". */
export const listed = (names: readonly string[]): string => list.format(names);

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

/** A document by what it is cited as: `ofsted-report-2018-10-29` is "Ofsted report 2018-10-29". */
export const documentName = (source: string): string =>
  capitalised(source.replaceAll(/(?<!\d)[-_]|[-_](?!\d)/g, ' '));

/** Where in a document something stands: "page 1, paragraph 4". */
export function placeIn({ page, paragraph }: SourceReference): string | undefined {
  const parts = [
    ...(page === undefined ? [] : [`page ${page}`]),
    ...(paragraph === undefined ? [] : [/^\d/.test(paragraph) ? `paragraph ${paragraph}` : paragraph]),
  ];
  return parts.length > 0 ? parts.join(', ') : undefined;
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
  const inWords = dayInWords(day);
  return instant === endOfDay(day) ? `the end of ${inWords}` : `${inWords}, ${clock.format(instant)}`;
}
