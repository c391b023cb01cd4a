import { type EventTypeName, eventTypeNames, type NewEvent } from '../../../src/domain/events/catalogue.ts';
import type { Disclosure } from '../../../src/domain/events/envelope.ts';
import { validateEvent } from '../../../src/domain/events/validate.ts';
import type { Draw } from './draw.ts';
import { anyData, anyDate, authorities, inspections, judgement } from './random-event.ts';
import { type Entry, writtenDays } from './who-may-know.ts';

/** The moment at which the log is asked. */
export const now = Date.parse('2026-06-01T09:00:00Z');

/** Who may be told, and who may record. */
export const parties = ['council:380', 'council:381', 'trust:380', 'ofsted', 'dfe', 'recorder'];

/** The first days of the log: authorities are registered. */
const begun = Date.parse('2026-01-05T09:00:00Z');

/** Instants at the edge of the moment of asking. */
const atTheEdge = [-1, 0, 1].map((ms) => new Date(now + ms).toISOString());

/** Instants of the day that follows it, until when streams are followed. */
const later = [1, 30, 60, 90, 240, 720, 1_200].map((minutes) =>
  new Date(now + minutes * 60_000).toISOString(),
);

const everybody: readonly Disclosure[] = [{ to: 'public', from: '2014-01-01' }];

const embargo: readonly Disclosure[] = [
  { to: 'council:380', from: '2018-10-24' },
  { to: 'public', from: '2018-10-29' },
];

/** Who may know an event: everybody, nobody, some, some before others; by now, or not yet. */
export function anyDisclosures(draw: Draw): readonly Disclosure[] {
  const from = (): string => draw.one([...writtenDays, ...atTheEdge, ...later, ...later]);
  const kind = draw.upTo(99);
  if (kind < 45) return everybody;
  if (kind < 55) return [];
  if (kind < 70)
    return [
      { to: draw.one(parties), from: '2018-10-24' },
      { to: 'public', from: from() },
    ];
  if (kind < 85) return [{ to: 'public', from: from() }];
  return Array.from({ length: 1 + draw.upTo(2) }, () => ({
    to: draw.one(['public', 'auditor', ...parties]),
    from: from(),
  }));
}

/** What a random event is given; the rest is drawn. */
interface Given {
  readonly la: string;
  readonly date?: string;
  readonly disclosures?: readonly Disclosure[];
  readonly data?: Readonly<Record<string, unknown>>;
}

let words = 0;

/** Where a word stands that no other event has, and no answer should tell to those who may not know the event. */
export const secretWord = /Zebra\d+Crossing/g;

/** A valid event of a type with what is given, in which one word is its own. */
export function anyEventOf(type: EventTypeName, given: Given, draw: Draw): NewEvent {
  words += 1;
  return valid({
    id: anyId(draw),
    type,
    caseId: `authority-${given.la}`,
    occurred: { date: given.date ?? anyDate(type, draw) },
    disclosures: given.disclosures ?? anyDisclosures(draw),
    ...(draw.chance(90) && {
      source: { id: draw.one(['ofsted-2018-10-29', 'executive-2023']), note: `Zebra${words}Crossing` },
    }),
    data: given.data ?? anyData(type, given.la, draw),
    recordedBy: {
      name: draw.one(['Ann Other', 'Jane Exact']),
      party: draw.one(['recorder', 'recorder', ...parties]),
    },
  });
}

function valid(input: unknown): NewEvent {
  const validated = validateEvent(input);
  if (validated.ok) return validated.event;
  throw new Error(`what was drawn is not valid: ${JSON.stringify([validated.problems, input])}`);
}

/** The cases that a log is about. */
export const caseIdsIn = (log: readonly Entry[]): readonly string[] => [
  ...new Set(log.map(({ event }) => event.caseId)),
];

/** A random UUID of version 4. */
export function anyId(draw: Draw): string {
  const hex = Array.from({ length: 5 }, () => draw.upTo(0xffffff).toString(16).padStart(6, '0')).join('');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(12, 15)}`,
    `8${hex.slice(15, 18)}`,
    hex.slice(18, 30),
  ].join('-');
}

/** An inspection as it usually goes, of which anything may be missing, and known to anybody. */
function anInspection(
  la: string,
  { id, framework, onSite, issued, out }: (typeof inspections)[number],
  together: readonly Disclosure[],
  draw: Draw,
): NewEvent[] {
  const steps: readonly [EventTypeName, string, Readonly<Record<string, unknown>>?][] = [
    ['InspectionNotified', onSite.slice(0, 7)],
    ['InspectionCarriedOut', onSite, { kind: 'standard', framework, team: [] }],
    ['ReportShared', issued, { with: ['The council'], embargoUntil: out }],
    ['JudgementsIssued', issued, judgement(id, framework, draw)],
    ['AreasForImprovementSet', issued],
    ['StatementOfActionRequested', issued],
    ['ReportPublished', out, { by: 'ofsted' }],
    ['StatementOfActionSubmitted', out],
  ];
  return steps
    .filter(() => draw.chance(85))
    .map(([type, date, data = anyData(type, la, draw)]) =>
      anyEventOf(
        type,
        {
          la,
          date,
          data: { ...data, inspectionId: id },
          disclosures: draw.chance(60) ? together : anyDisclosures(draw),
        },
        draw,
      ),
    );
}

/** A correction or withdrawal of any event, of corrections and withdrawals too. */
export function anAmendment(target: NewEvent, draw: Draw): NewEvent {
  const la = target.caseId.slice('authority-'.length);
  const reason = draw.one(['factual_accuracy_check', 'source_error', 'data_entry', 'late_evidence']);
  const about = { target: target.id, reason };
  if (draw.chance(40)) return anyEventOf('EventWithdrawn', { la, data: about }, draw);
  const replacement = {
    ...(draw.chance(50) && { occurred: { date: anyDate(target.type, draw), verbatim: 'as it should read' } }),
    ...(draw.chance(30) && { source: { id: 'letter-2026', page: 1 + draw.upTo(8) } }),
    data: { ...target.data, ...freshData(target, la, draw) },
  };
  return anyEventOf('EventCorrected', { la, data: { ...about, replacement } }, draw);
}

/** What a corrected event may say instead: an amendment keeps its target. */
function freshData(target: NewEvent, la: string, draw: Draw): Readonly<Record<string, unknown>> {
  if (target.type !== 'EventCorrected' && target.type !== 'EventWithdrawn')
    return anyData(target.type, la, draw);
  const { reason } = target.data;
  return { reason: draw.one([reason, 'late_evidence']), explanation: 'A correction of what corrects' };
}

/** Every type that can be drawn by itself: amendments need a target, and registrations come first. */
export const plainTypes = eventTypeNames.filter(
  (type) => !['AuthorityRegistered', 'EventCorrected', 'EventWithdrawn'].includes(type),
);

/**
 * A random log, long or short: some authorities, most of them known to everybody; inspections and single events of
 * any type; amendments of any of it; in any order, and recorded at any time up to now.
 */
export function anyLog(draw: Draw): readonly Entry[] {
  const cases = authorities.filter(({ la }) => la === '380' || draw.chance(75)).map(({ la }) => la);
  // What shows in a short one is covered in a long one by what else there is.
  const [inspected, single] = draw.chance(60)
    ? [draw.upTo(1), draw.upTo(6)]
    : [2 + draw.upTo(4), 10 + draw.upTo(25)];
  const happened = [
    ...Array.from({ length: inspected }, () =>
      anInspection(draw.one(cases), draw.one(inspections), anyDisclosures(draw), draw),
    ).flat(),
    // There are answers that are made of this type alone.
    ...(draw.chance(60) ? [anyEventOf('SourceCaptured', { la: draw.one(cases) }, draw)] : []),
    ...Array.from({ length: single }, () => anyEventOf(draw.one(plainTypes), { la: draw.one(cases) }, draw)),
  ];
  const registrations = cases.map((la) =>
    anyEventOf(
      'AuthorityRegistered',
      { la, date: '1974-04-01', ...(draw.chance(la === '380' ? 85 : 60) && { disclosures: everybody }) },
      draw,
    ),
  );
  return written(registrations, draw.chance(50) ? happened : shuffled(happened, draw), draw);
}

/** Bradford from 2014 to October 2018, when the council knew first, as far as nothing random happened to it. */
export function anyLogOfBradford(draw: Draw): readonly Entry[] {
  const [bradford] = authorities;
  const [sif, ilacs] = inspections;
  const { la } = bradford;
  const registered = {
    la,
    date: '1974-04-01',
    disclosures: everybody,
    data: { ...bradford, alsoKnownAs: [] },
  };
  const happened = [
    ...anInspection(la, sif, everybody, draw),
    ...anInspection(la, ilacs, embargo, draw),
    ...Array.from({ length: draw.upTo(4) }, () => anyEventOf(draw.one(plainTypes), { la }, draw)),
  ];
  return written([anyEventOf('AuthorityRegistered', registered, draw)], happened, draw);
}

/** All that there is, with amendments of any of it; authorities are mostly registered first. */
function written(
  registrations: readonly NewEvent[],
  happened: readonly NewEvent[],
  draw: Draw,
): readonly Entry[] {
  const inOrder = [...registrations, ...happened];
  const events = draw.chance(85) ? inOrder : shuffled(inOrder, draw);
  const amended: NewEvent[] = [];
  for (const event of events) {
    amended.push(event);
    while (draw.chance(35)) {
      const ofThatCase = amended.filter(({ caseId }) => caseId === event.caseId);
      amended.push(anAmendment(draw.one([event, ...ofThatCase]), draw));
    }
  }
  return recordedInTime(amended, draw);
}

function shuffled<T>(list: readonly T[], draw: Draw): T[] {
  const left = [...list];
  return list.map(() => left.splice(draw.upTo(left.length - 1), 1)[0] as T); // as many as there are
}

const hour = 3_600_000;

/** Over some weeks: long ago, or up to the last hour. */
function recordedInTime(events: readonly NewEvent[], draw: Draw): readonly Entry[] {
  let recorded = begun;
  const entries = events.map((event) => {
    recorded = Math.min(now, recorded + draw.one([0, 0, 1, hour, 24 * hour, 72 * hour]));
    return { event, recorded };
  });
  const passed = draw.chance(70) ? now - recorded - draw.one([0, 0, 1, hour]) : 0;
  return entries.map((entry) => ({ ...entry, recorded: Math.min(now, entry.recorded + passed) }));
}

/** A log whose last events were recorded by a clock that has been put back since. */
export function anyLogOfAClockPutBack(draw: Draw): readonly Entry[] {
  const log = anyLog(draw);
  const late = log.length - 1 - draw.upTo(3);
  return log.map((entry, index) => (index < late ? entry : { ...entry, recorded: now + hour }));
}
