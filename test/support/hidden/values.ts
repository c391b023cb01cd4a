import { authorities } from './random-event.ts';
import { parties } from './random-log.ts';
import type { Values } from './request.ts';
import type { Entry } from './who-may-know.ts';

/** What there is to ask for by name, hidden or not. */
export interface Names {
  readonly ids: readonly string[];
  readonly instants: readonly string[];
  /** Calendar feeds of the viewer: their tokens, which begin with their ids. */
  readonly feeds: readonly string[];
}

export const namesIn = (log: readonly Entry[], feeds: readonly string[] = []): Names => ({
  ids: log.map(({ event }) => event.id),
  instants: [...new Set(log.map(({ recorded }) => recorded))].flatMap((at) =>
    [-1, 0].map((ms) => new Date(at + ms).toISOString()),
  ),
  feeds,
});

export const unknownId = '7f3f2a52-5d0e-4c56-9d0b-6f1c2f6f1d11';

/** Bradford half of the time: every log has it. */
export const authority = [
  ...['380', 'bradford', '380', 'bradford', 'Bradford', '380', 'bradford', '380'],
  ...authorities.flatMap(({ la, slug }) => [la, slug]),
  ...['new-bradford', 'new-calderdale', '999', 'nowhere'],
];

export const severalAuthorities = [
  ...authority,
  ...[
    '380,381',
    '380,381',
    'bradford,380',
    '380,nowhere',
    '381,nowhere',
    'camden,nowhere',
    'nowhere,202',
    '',
  ],
];

const past = [
  ...['2014-05-24', '2018-10-15', '2018-10-26', '2018-10-29', '2019-02-28', '2023-02-01'],
  ...['2025-05-06', '2026-02-01', '2026-05-31'],
];
const days = [...past, '2026-06-01', '2026-06-02', '2027-01-01', 'never'];

/** Instants at which disclosures of the random logs begin, and those next to them. */
const edges = [
  ...['2018-10-23T23:00:00Z', '2018-10-23T22:59:59.999Z', '2018-10-29T01:00:00+01:00'],
  ...['2026-05-31T23:00:00Z', '2026-06-01T08:59:59.999Z', '2026-06-01T09:00:00Z', '2026-06-01T09:00:00.001Z'],
];

export const viewAs = ['public', 'public', ...parties, 'auditor', 'nobody'];
export const certainty = ['possible', 'possible', 'certain', 'certain', 'certain', 'perhaps'];

const clocks = ({ ids, instants }: Names): Values => ({
  validAt: days,
  knownAt: [...days, ...edges, ...instants],
  asOf: days,
  recordedAt: [...past.slice(-2), '2026-03-01', '2026-06-01', '2026-06-03', ...edges, ...instants],
  position: ['start', unknownId, 'nonsense', ...ids],
});

/** What an answer is to rest on at least: mostly nothing that is waited for in vain. */
export const awaited = ({ ids }: Names): readonly string[] => [
  ...ids.map(() => 'start'),
  ...ids,
  unknownId,
  'nonsense',
];

/** What a question is asked with. */
export const question = (names: Names): Values => ({ ...clocks(names), certainty, viewAs });

/** Two questions of one viewer. */
export const questions = (names: Names): Values => ({
  ...Object.fromEntries(
    ['from', 'to'].flatMap((side) =>
      Object.entries(clocks(names)).map(([clock, values]) => [`${side}.${clock}`, values]),
    ),
  ),
  certainty,
  viewAs,
});

export const region = [
  ...['Yorkshire', 'Yorkshire', 'Yorkshire', 'Yorkshire', 'Yorkshire'],
  ...['London', 'North West', 'Nowhere', 'The Marches', ''],
];
export const narrowing: Values = {
  region,
  kind: [
    ...['metropolitan_district', 'metropolitan_district', 'metropolitan_district'],
    ...['london_borough', 'county', 'nothing'],
  ],
};
export const since = ['2012-01-01', '2015-01-01', '2018-01-01', '2018-10-29', '2026-05-31', '2027-01-01'];
export const step = ['month', 'quarter', 'quarter', 'year', 'year', 'day'];
export const conditional: Values = {
  'If-None-Match': ['*', '"0123456789abcdef0123456789abcdef"', 'W/"x", "y"'],
};
