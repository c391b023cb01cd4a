import type { EventTypeName } from '../../../src/domain/events/catalogue.ts';
import type { Draw } from './draw.ts';
import { anAmendment, anyEventOf, anyLog, caseIdsIn, now, plainTypes } from './random-log.ts';
import type { Entry } from './who-may-know.ts';

/** The clock is set, and then something is recorded in one case, or nothing. */
export interface Step {
  readonly at: number;
  readonly entries: readonly Entry[];
}

/** Some time of a service in use: what happens in it, and what shows everybody who follows that it is over. */
export interface Part {
  readonly steps: readonly Step[];
  /** Known to everybody, all at once: a state that is followed becomes another, and a last event comes. */
  readonly marker: Step;
}

/** A log, and what comes while it is followed: some of it is known at once, some when an embargo lifts, some never. */
export interface Story {
  readonly log: readonly Entry[];
  readonly parts: readonly [Part, Part];
}

const minute = 60_000;
const hour = 60 * minute;

export function anyStory(draw: Draw): Story {
  const log = anyLog(draw);
  const first = anyPart(log, now, [0, 0, 1_000, 10 * minute, hour / 2], 'good', draw);
  const second = anyPart(
    [...log, ...entriesOf(first)],
    first.marker.at,
    [0, 1_000, 10 * minute, 3 * hour, 12 * hour],
    'inadequate',
    draw,
  );
  return { log, parts: [first, second] };
}

export const entriesOf = ({ steps, marker }: Part): readonly Entry[] =>
  [...steps, marker].flatMap(({ entries }) => entries);

function anyPart(
  log: readonly Entry[],
  from: number,
  advances: readonly number[],
  grade: string,
  draw: Draw,
): Part {
  let at = from;
  let all = log;
  const steps = Array.from({ length: 4 + draw.upTo(4) }, (): Step => {
    at += draw.one(advances);
    const entries = draw.chance(15) ? [] : [{ event: anyArrival(all, draw), recorded: at }];
    all = [...all, ...entries];
    return { at, entries };
  });
  at += 1_000;
  return { steps, marker: { at, entries: markerAt(at, grade, draw) } };
}

function anyArrival(log: readonly Entry[], draw: Draw) {
  if (draw.chance(30)) return anAmendment(draw.one(log).event, draw);
  const la = draw.one(caseIdsIn(log)).slice('authority-'.length);
  return anyEventOf(draw.one(plainTypes), { la }, draw);
}

/** An inspection of Bradford's and what follows from it, by which every answer about its case becomes another. */
function markerAt(at: number, grade: string, draw: Draw): readonly Entry[] {
  const date = new Date(at).toISOString().slice(0, 10);
  const inspectionId = `marker-${grade}`;
  const of = { la: '380', date, disclosures: [{ to: 'public', from: '2014-01-01' }] };
  const areas = ['leadership', 'help_and_protection', 'in_care', 'care_leavers'];
  const said: readonly [EventTypeName, Readonly<Record<string, unknown>>][] = [
    ['InspectionCarriedOut', { inspectionId, framework: 'ILACS_2023', kind: 'standard' }],
    [
      'JudgementsIssued',
      {
        inspectionId,
        framework: 'ILACS_2023',
        overall: grade,
        areas: areas.map((area) => ({ area, grade })),
      },
    ],
    ['AreasForImprovementSet', { inspectionId, areas: [{ ref: inspectionId, text: 'The marker' }] }],
    ['StatementOfActionRequested', { inspectionId, due: '2026-09-30' }],
    ['ReportPublished', { inspectionId, by: 'ofsted' }],
    ['OfficeHolderNamed', { office: 'council_leader', name: `Marker ${grade}` }],
    ['MeasureReported', { measure: `Marker ${grade}`, value: 1, statedBy: 'the test' }],
  ];
  return said.map(([type, data]) => ({ event: anyEventOf(type, { ...of, data }, draw), recorded: at }));
}
