import type { Basis } from '../caseline.ts';
import { inEnglish } from '../domain/time/edtf-in-english.ts';
import type { ChangesView } from '../projections/changes.ts';
import { basisInEnglish, statusInEnglish } from '../projections/deadlines/in-english.ts';
import type { Deadline } from '../projections/deadlines/view.ts';
import type { ProjectionName, ViewOf } from '../projections/projections.ts';
import type { TimelineEntry } from '../projections/timeline.ts';
import { printCase } from './print-case.ts';
import { columns, gradeWords, possibly, words } from './words.ts';

/** The basis of an answer in a line or two: without it, an answer says nothing. */
export function printBasis({ viewer, validAt, knownAt, position, recordedAt, certainty }: Basis): string[] {
  return [
    `As ${viewer}: what had happened by ${inEnglish(validAt)}, known by ${knownAt}${certainty === 'certain' ? ', certain only' : ''}`,
    `Position ${position}${recordedAt ? `, recorded ${recordedAt}` : ''}`,
    '',
  ];
}

const printJourney = ({
  spells,
  before,
  awaitingPublication,
  intervention,
  areas,
}: ViewOf<'journey'>): string[] => [
  ...(before.length > 0 ? [`Before the first spell: ${before.length} facts`] : []),
  ...spells.flatMap((spell) => [
    `${gradeWords(spell.grade)}, ${inEnglish(spell.from)} to ${spell.to ? inEnglish(spell.to) : 'the day asked about'} (${spell.days} days, ${words(spell.direction)})`,
    ...spell.judgements.map(
      (one) =>
        `  judged ${gradeWords(one.overall)}: ${one.inspectionId}, published ${inEnglish(one.published)}`,
    ),
    ...columns(
      spell.happened.map((one) => [`  ${inEnglish(one.date)}`, `${possibly(one.certainty)}${one.title}`]),
    ),
  ]),
  ...awaitingPublication.map(
    (one) => `Awaiting publication: ${gradeWords(one.overall)}, issued ${inEnglish(one.issued)}`,
  ),
  ...(intervention.length > 0 ? ['Intervention'] : []),
  ...intervention.map(
    (one) =>
      `  ${possibly(one.certainty)}${one.label}, from ${inEnglish(one.from)}${one.to ? ` to ${inEnglish(one.to)}` : ''}`,
  ),
  ...(areas.length > 0 ? ['Areas'] : []),
  ...areas.map(
    (line) =>
      `  ${line.name}: ${line.grades.map((one) => `${gradeWords(one.grade)} (${words(one.framework)}, ${inEnglish(one.from)}${one.direction === 'first' ? '' : `, ${words(one.direction)}`})`).join(' -> ')}`,
  ),
];

const printDeadlines = ({ deadlines }: ViewOf<'deadlines'>): string[] =>
  deadlines.length === 0 ? ['No deadlines.'] : deadlines.flatMap((one) => deadlineLines(one));

/** A deadline and what it rests on; of several authorities, with whose it is. */
export const deadlineLines = (one: Deadline, authority?: string): string[] => [
  `${inEnglish(one.due)}: ${authority === undefined ? '' : `${authority}: `}${possibly(one.certainty)}${one.title} — ${statusInEnglish(one)} [${one.subject}]`,
  `  ${basisInEnglish(one.basis).join('; ')}`,
];

const printImprovement = ({ areas }: ViewOf<'improvement'>): string[] =>
  areas.length === 0
    ? ['No areas for improvement.']
    : areas.flatMap((one) => [
        `${one.ref}: ${one.text} — ${words(one.status)}${one.latestDirection ? `, ${words(one.latestDirection)}` : ''}`,
        `  raised ${inEnglish(one.raised.date)} (${one.raised.inspectionId})`,
        ...one.actions.map((action) => `  acted on ${inEnglish(action.date)}: ${action.action}`),
        ...one.seen.map(
          (seen) => `  seen ${inEnglish(seen.date, 'extent')}: ${words(seen.direction)}: ${seen.summary}`,
        ),
      ]);

const printReconciliation = ({
  anomalies,
  claims,
  disagreements,
  unsourced,
}: ViewOf<'reconciliation'>): string[] => [
  ...anomalies.flatMap((one) => [
    `${one.rule} (${one.severity}): ${one.says}`,
    ...one.findings.map((finding) => `  ${finding.message}`),
  ]),
  ...(claims.length > 0 ? ['Claims against the record'] : []),
  ...claims.map(
    ({ says, claimed, atLeast, recorded, agrees, source }) =>
      `  ${says} (${source?.id ?? 'unsourced'}): ${atLeast ? 'at least ' : ''}${claimed} claimed, ${recorded ? recorded.certainly : 'an unknown number'} recorded${agrees === false ? ': they differ' : ''}`,
  ),
  ...(disagreements.length > 0 ? ['Sources that disagree'] : []),
  ...disagreements.flatMap(({ message, claims: sides }) => [
    `  ${message}`,
    ...sides.map((one) => `    ${one.says} (${one.source?.id ?? 'unsourced'})`),
  ]),
  ...(unsourced.length > 0 ? ['Unsourced'] : []),
  ...unsourced.map((one) => `  ${one.title}`),
];

const printers: { readonly [Name in ProjectionName]: (view: ViewOf<Name>) => string[] } = {
  case: printCase,
  journey: printJourney,
  deadlines: printDeadlines,
  improvement: printImprovement,
  reconciliation: printReconciliation,
};

export const printView = <Name extends ProjectionName>(name: Name, view: ViewOf<Name>): string[] =>
  printers[name](view);

export const printTimeline = (entries: readonly TimelineEntry[]): string[] =>
  columns(
    entries.map(({ when, certainty, title, source, correctedBy }) => [
      when,
      `${possibly(certainty)}${title}${correctedBy.length > 0 ? ' (corrected)' : ''}`,
      source ? `[${source.id}]` : '[unsourced]',
    ]),
  );

const amendedLines = (what: string, amended: ChangesView['corrected']): string[] =>
  amended.flatMap(({ type, amendments, before, after }) => [
    `${what}: ${type}`,
    ...amendments.map(
      ({ reason, explanation }) => `  why:    ${words(reason)}${explanation ? `: ${explanation}` : ''}`,
    ),
    ...(before ? [`  before: ${JSON.stringify(before)}`] : []),
    ...(after ? [`  after:  ${JSON.stringify(after)}`] : []),
  ]);

export function printChanges({
  added,
  disclosed,
  happened,
  corrected,
  withdrawn,
  restored,
  noLonger,
  effects,
}: ChangesView): string[] {
  const listed = (heading: string, entries: readonly TimelineEntry[]): string[] =>
    entries.length === 0 ? [] : [heading, ...entries.map(({ when, title }) => `  ${when}: ${title}`)];
  const lines = [
    ...listed('Recorded since', added),
    ...listed('Disclosed since', disclosed),
    ...listed('Happened since', happened),
    ...amendedLines('Corrected', corrected),
    ...amendedLines('Withdrawn', withdrawn),
    ...amendedLines('Restored', restored),
    ...listed('No longer in view', noLonger),
    ...(effects.length > 0 ? ['What that changed'] : []),
    ...effects.map(
      ({ path, before, after }) => `  ${path}: ${JSON.stringify(before)} -> ${JSON.stringify(after)}`,
    ),
  ];
  return lines.length > 0 ? lines : ['Nothing changed between the two.'];
}
