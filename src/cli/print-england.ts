import { inEnglish } from '../domain/time/edtf-in-english.ts';
import type { EnglandName, EnglandView } from '../projections/england/england.ts';
import { printTransitions } from './print-transitions.ts';
import { columns, gradeWords, possibly, words, wrapped } from './words.ts';

/** A table of England as lines that a person reads, and how it was made. */
export const printEngland = <Name extends EnglandName>(name: Name, view: EnglandView<Name>): string[] => [
  ...printers[name](view),
  '',
  ...(view.lastPublished === null
    ? []
    : [`The latest report in it was published on ${inEnglish(view.lastPublished)}.`, '']),
  ...wrapped(view.method),
];

const printers: { readonly [Name in EnglandName]: (view: EnglandView<Name>) => string[] } = {
  board: printBoard,
  series: printSeries,
  transitions: printTransitions,
  'time-inadequate': printTimeInadequate,
  movers: printMovers,
  spells: printSpells,
};

/** `3 outstanding, 55 good`: those of which there are none are left out. */
const counted = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${count} ${words(what)}`)
    .join(', ');

const figure = (number: number | null): string => (number === null ? '' : String(number)).padStart(5);

function printBoard({ counts: { authorities, ...counts }, rows }: EnglandView<'board'>): string[] {
  if (rows.length === 0) return ['No authority is known to have existed on that day.'];
  return [
    `${authorities} ${authorities === 1 ? 'authority' : 'authorities'}: ${counted(counts)}`,
    '',
    ...columns([
      ['Authority', 'Overall', 'Since', ' Days', 'Intervention', 'Delivered by'],
      ...rows.map((row) => [
        row.name,
        row.status === 'judged' ? gradeWords(row.overall) : words(row.status),
        row.since ?? '',
        figure(row.days),
        interventionWords(row.intervention),
        row.delivery.name ?? row.delivery.by,
      ]),
    ]),
  ];
}

const interventionWords = ({
  level,
  since,
  certainty,
}: EnglandView<'board'>['rows'][number]['intervention']): string =>
  `${possibly(certainty)}${words(level)}${since === null ? '' : ` (${since})`}`;

function printSeries({ points }: EnglandView<'series'>): string[] {
  const first = points[0];
  if (!first) return ['No day to count on: the day asked about is before --since.'];
  const all = Object.keys(first.counts) as (keyof typeof first.counts)[]; // a strict object has no others
  const places = all.filter((place) => points.some(({ counts }) => counts[place] > 0));
  return columns([
    ['Day', ...places.map(words)],
    ...points.map(({ day, counts }) => [day, ...places.map((place) => String(counts[place]))]),
  ]);
}

function printTimeInadequate({
  spells,
  survival: { n, events, median },
}: EnglandView<'time-inadequate'>): string[] {
  if (n === 0) return ['No spell of inadequate is known of by that day.'];
  return [
    `${n} ${n === 1 ? 'spell' : 'spells'} of inadequate, ${events} of which ended in a better grade.`,
    median.days === null
      ? 'Fewer than half are estimated to have ended in a better grade: there is no median yet.'
      : `Half of such spells are estimated to end in a better grade within ${median.days} days (${interval(median)}).`,
    '',
    ...columns([
      ['Authority', 'From', 'To', ' Days', 'Outcome'],
      ...spells.map((spell) => [
        spell.name,
        spell.from,
        spell.to ?? '',
        figure(spell.days),
        `${words(spell.outcome)}${spell.nextGrade ? `: ${gradeWords(spell.nextGrade)}` : ''}`,
      ]),
    ]),
  ];
}

type Median = EnglandView<'time-inadequate'>['survival']['median'];

const interval = ({ lower, upper }: Median): string => {
  if (lower === null) return '95 % interval not known';
  return upper === null
    ? `95 % interval from ${lower} days on, with no upper end yet`
    : `95 % interval ${lower} to ${upper} days`;
};

function printMovers({ since, counts, movers }: EnglandView<'movers'>): string[] {
  const then = (grade: { readonly overall: Parameters<typeof gradeWords>[0]; readonly since: string }) =>
    `${gradeWords(grade.overall)} (since ${grade.since})`;
  return [
    `Since ${inEnglish(since)}: ${counted(counts) || 'no authority'}`,
    '',
    ...columns(
      movers.map(({ name, before, after, direction }) => [
        name,
        `${before ? then(before) : 'not yet judged'} -> ${then(after)}`,
        words(direction),
      ]),
    ),
  ];
}

/** A line for each spell; its authority is named at the first. */
function printSpells({ rows }: EnglandView<'spells'>): string[] {
  if (rows.length === 0) return ['No authority is known to have existed by that day.'];
  const spells = rows.reduce((sum, row) => sum + row.spells.length, 0);
  return [
    `${rows.length} ${rows.length === 1 ? 'authority' : 'authorities'}, ${spells} ${spells === 1 ? 'spell' : 'spells'}`,
    '',
    ...columns([
      ['Authority', 'From', 'To', ' Days', 'In force'],
      ...rows.flatMap(({ name, spells }) =>
        spells.map(({ place, from, to, days, judgements }, index) => [
          index === 0 ? name : '',
          from,
          to ?? '',
          figure(days),
          `${words(place)}${judgements.length > 1 ? ` (${judgements.length} judgements)` : ''}`,
        ]),
      ),
    ]),
  ];
}
