import { inEnglish } from '../../../domain/time/edtf-in-english.ts';
import type { CaseView } from '../../../projections/case/case.ts';
import type { JudgementView } from '../../../projections/case/judgement.ts';
import { inWords } from '../../field-labels.ts';
import type { Value } from '../../fields.ts';
import { statusName } from '../../words.ts';
import { deliveryRows } from './delivery-rows.ts';
import { inspectionRows } from './inspection-rows.ts';
import { interventionRows } from './intervention-rows.ts';
import { type CaseRow, noted, row, sayingWhen, text } from './row.ts';

/** A case as a person would tell it, line by line: what two days differ in is then told line by line too. */
export const caseRows = (state: CaseView): readonly CaseRow[] => [
  ...judgementRows(state.judgement),
  ...inspectionRows(state.inspection),
  ...interventionRows(state.intervention),
  ...deliveryRows(state.delivery),
  ...peopleRows(state.officeHolders),
  ...areaRows(state.areasForImprovement),
  ...deadlineRows(state.openDeadlines),
  ...authorityRows(state.authority),
];

function judgementRows({ current, possiblySuperseded }: JudgementView): CaseRow[] {
  const section = 'Judgement';
  const at = (...names: string[]) => names.map((name) => `/judgement/current/${name}`);
  return [
    ...(current
      ? [
          row(section, 'Overall judgement', overall(current), at('overall', 'since', 'event', 'certainty')),
          ...current.areas.map(({ area, grade, since }) => ({
            ...row(section, inWords(area), noted({ kind: 'grade', grade }, `since ${inEnglish(since)}`), [
              `/judgement/current/areas/${area}`,
            ]),
            absent: notGraded,
          })),
          row(section, 'Limiting judgement', limiting(current), at('limiting')),
          row(section, 'Report', reportWords(current), at('issued', 'published', 'underEmbargoUntil')),
          row(section, 'Framework', text(current.frameworkName), at('framework', 'frameworkName')),
          row(section, 'Inspection', { kind: 'identifier', text: current.inspectionId }, at('inspectionId')),
        ]
      : []),
    row(section, 'Possibly by then', possiblySuperseded && overall(possiblySuperseded), [
      '/judgement/possiblySuperseded',
    ]),
  ];
}

const notGraded: Value = { kind: 'none', text: 'Not graded on its own' };

type Judgement = NonNullable<JudgementView['current']>;

const overall = ({ overall: grade, since }: Judgement): Value =>
  noted({ kind: 'grade', grade: grade ?? 'no_overall_judgement' }, `since ${inEnglish(since)}`);

const limiting = ({ limiting: one }: Judgement): Value | null =>
  one && (one.note ? noted(text(inWords(one.area)), one.note) : text(inWords(one.area)));

function reportWords({ issued, published, underEmbargoUntil }: Judgement): Value {
  const received = `received ${inEnglish(issued)}`;
  if (published) return text(`Published ${inEnglish(published)}, ${received}`);
  return text(
    underEmbargoUntil
      ? `Under embargo until ${inEnglish(underEmbargoUntil)}, ${received}`
      : `Not published, ${received}`,
  );
}

const peopleRows = (holders: CaseView['officeHolders']): CaseRow[] =>
  holders.map(({ office, title, name, interim, since, namedOn, certainty }) =>
    row(
      'People',
      inWords(office),
      noted(
        name === null
          ? { kind: 'none', text: 'In post, not named' }
          : text(`${name}${interim ? ' (interim)' : ''}`),
        [
          ...(title === null ? [] : [title]),
          since === null ? sayingWhen('named', namedOn, certainty) : sayingWhen('since', since, certainty),
        ].join(', '),
      ),
      [`/officeHolders/${office}`],
    ),
  );

function areaRows(latest: CaseView['areasForImprovement']): CaseRow[] {
  if (!latest) return [];
  const members = latest.areas.map((area) => ({ value: text(area.text) }));
  const set = sayingWhen('set', latest.set, latest.certainty);
  return [
    row('Areas for improvement', 'Of the latest report', noted({ kind: 'list', members }, set), [
      '/areasForImprovement',
    ]),
  ];
}

const deadlineRows = (deadlines: CaseView['openDeadlines']): CaseRow[] =>
  deadlines.map(({ id, title, subject, due, status, standing, owedTo }) => ({
    ...row(
      'Deadlines',
      title,
      noted(
        text(`${statusName(status)}: ${inEnglish(due)}`),
        `to ${owedTo}${standing === 'proposed' ? ', in a draft that binds nobody' : ''}`,
      ),
      [`/openDeadlines/${id.replaceAll('~', '~0').replaceAll('/', '~1')}`],
    ),
    key: `${title} ${subject}`,
  }));

function authorityRows(authority: CaseView['authority']): CaseRow[] {
  if (!authority) return [];
  const { la, slug, name, alsoKnownAs, kind, region, since, succeeded } = authority;
  const section = 'The authority';
  const at = (...names: string[]) => names.map((field) => `/authority/${field}`);
  return [
    row(section, 'Name', noted(text(name), alsoKnownAs.join(', ')), at('name', 'alsoKnownAs')),
    row(section, 'Kind and region', text(`${inWords(kind)}, ${region}`), at('kind', 'region')),
    row(section, 'Codes', text(`${la}, ${slug}`), at('la', 'slug')),
    row(section, 'Exists since', text(inEnglish(since)), at('since')),
    row(
      section,
      'Ended',
      succeeded && text(`${inEnglish(succeeded.on)}: ${succeeded.by.join(', ')} took over`),
      at('succeeded'),
    ),
  ];
}
