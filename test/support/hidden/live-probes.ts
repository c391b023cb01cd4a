import { createHash } from 'node:crypto';
import { addressOf, type Pairs, type Probe } from './request.ts';
import type { Names } from './values.ts';
import * as some from './values.ts';

/** An operation that goes on answering: what it is asked with, and which address answers the same once. */
export interface LiveProbe {
  readonly probe: (names: Names) => Probe;
  /** Of a state: the address of what its messages hold, and the name that it has there. Events have none. */
  readonly answeredBy?: (segments: Readonly<Record<string, string>>, query: Pairs) => AnsweredBy;
}

export interface AnsweredBy {
  /** The address for these parameters more. */
  readonly at: (more: Pairs) => string;
  readonly name: string;
}

/** Half of the time the beginning: not every event can be seen yet. */
const ids = ({ ids: known }: Names): readonly string[] => [
  ...known.map(() => 'start'),
  ...known,
  some.unknownId,
  'nonsense',
];

/** Ids of messages as a stream of states gives them, about events that its reader may or may not know. */
const cursors = ({ ids: known }: Names): readonly string[] => [
  'nonsense',
  ...['start', some.unknownId, ...known].map((id) => `2026-06-01_2026-05-31T23:00:00.000Z_${id}_${anyHash}`),
];
const anyHash = createHash('sha256').update('any').digest('hex');

const ofEvents = (names: Names): Probe => ({
  query: {
    viewAs: some.viewAs,
    authority: some.severalAuthorities,
    region: some.region,
    type: [
      ...['MeasureReported', 'MeasureReported,ReportPublished', 'JudgementsIssued'],
      ...['EventCorrected,EventWithdrawn', 'Nothing'],
    ],
    after: ids(names),
  },
  header: { 'Last-Event-ID': ids(names) },
});

const ofStates = (names: Names, query: Probe['query'], path?: Probe['path']): Probe => ({
  ...(path && { path }),
  query: { viewAs: some.viewAs, certainty: some.certainty, after: cursors(names), ...query },
  header: { 'Last-Event-ID': cursors(names) },
});

const without = (query: Pairs, ...names: readonly string[]): Pairs =>
  query.filter(([name]) => !names.includes(name));
const given = (query: Pairs, wanted: string, usual: string): string =>
  query.find(([name]) => name === wanted)?.[1] ?? usual;

const projections = ['case', 'journey', 'deadlines', 'improvement', 'anomalies'];
const tables = ['board', 'series', 'transitions', 'time-inadequate', 'movers', 'spells'];

/** For each operation that goes on answering, what it is asked with: see `probes`. */
export const liveProbes: Readonly<Record<string, LiveProbe>> = {
  'get /v1/live/events': { probe: ofEvents },
  'get /v1/live/cases/{authority}': {
    probe: (names) =>
      ofStates(
        names,
        { projection: [...projections, ...projections, 'nothing'] },
        { authority: some.authority },
      ),
    answeredBy: (segments, query) => {
      const projection = given(query, 'projection', 'case');
      return {
        name: projection === 'anomalies' ? 'reconciliation' : projection,
        at: (more) =>
          addressOf(`/v1/authorities/{authority}/${projection}`, segments, [
            ...without(query, 'projection', 'after'),
            ...more,
          ]),
      };
    },
  },
  'get /v1/live/deadlines': {
    probe: (names) =>
      ofStates(names, {
        authority: some.severalAuthorities,
        region: some.region,
        status: ['due', 'overdue', 'due,overdue', 'met,late', 'never'],
      }),
    answeredBy: (segments, query) => ({
      name: 'deadlines',
      at: (more) =>
        addressOf('/v1/deadlines', segments, [['limit', '500'], ...without(query, 'after'), ...more]),
    }),
  },
  'get /v1/live/england': {
    probe: (names) =>
      ofStates(names, {
        table: [...tables, ...tables, 'nothing'],
        ...some.narrowing,
        step: some.step,
        since: some.since,
      }),
    answeredBy: (segments, query) => {
      const table = given(query, 'table', 'board');
      const taken = { series: ['step', 'since'], movers: ['since'] }[table] ?? [];
      const refused = ['step', 'since'].filter((name) => !taken.includes(name));
      return {
        name: table,
        at: (more) =>
          addressOf(`/v1/england/${table}`, segments, [
            ...without(query, 'table', 'after', ...refused),
            ...more,
          ]),
      };
    },
  },
};
