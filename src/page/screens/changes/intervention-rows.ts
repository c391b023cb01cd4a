import { inEnglish } from '../../../domain/time/edtf-in-english.ts';
import type { InterventionView } from '../../../projections/case/intervention.ts';
import type { Value } from '../../fields.ts';
import { type CaseRow, type Dated, noted, row, sayingWhen, text, when } from './row.ts';

const levels: Readonly<Record<InterventionView['level'], string>> = {
  none: 'None is recorded',
  notice_proposed: 'Improvement notice proposed',
  notice_drafted: 'Improvement notice drafted, not in force',
  notice_issued: 'Improvement notice in force',
  commissioner: 'Commissioner appointed',
  direction: 'Statutory direction in force',
};

export function interventionRows(view: InterventionView): CaseRow[] {
  const line = (label: string, value: Value | null, ...names: string[]) =>
    row(
      'Intervention',
      label,
      value,
      names.map((name) => `/intervention/${name}`),
    );
  const several = (label: string, members: readonly Value[], name: string) =>
    line(
      label,
      members.length > 0 ? { kind: 'list', members: members.map((value) => ({ value })) } : null,
      name,
    );
  const { level, since, certainty, adviser, improvementBoard } = view;
  return [
    line(
      'Intervention',
      noted(text(levels[level]), since === null ? '' : sayingWhen('since', since, certainty)),
      'level',
      'since',
      'certainty',
    ),
    ...view.notices.map((notice) => ({
      ...several('Improvement notice', noticeWords(notice), `notices/${notice.noticeId}`),
      key: `notice ${notice.noticeId}`,
    })),
    several(
      'Directions',
      view.directions.map((one) => noted(text(one.requires), `under ${one.power}, ${when(one)}`)),
      'directions',
    ),
    several(
      'Commissioners',
      view.commissioners.map((one) => named(one.name, one)),
      'commissioners',
    ),
    several(
      'The commissioner recommended',
      view.recommendations.map((one) => noted(text(one.recommends), when(one))),
      'recommendations',
    ),
    line(
      'Improvement adviser',
      adviser &&
        noted(
          text(adviser.stage === 'sought' ? 'Sought' : (adviser.name ?? 'Appointed, not named')),
          when(adviser),
        ),
      'adviser',
    ),
    line(
      'Improvement board',
      improvementBoard && noted(text('Established'), when(improvementBoard)),
      'improvementBoard',
    ),
  ];
}

const named = (name: string | null, step: Dated): Value =>
  noted(name === null ? { kind: 'none', text: 'Not named' } : text(name), when(step));

/** How a notice went, step by step, and what it asks for. */
function noticeWords(notice: InterventionView['notices'][number]): Value[] {
  const step = (word: string, one: Dated | null): Value[] => (one ? [text(`${word} ${when(one)}`)] : []);
  const term = (words: string, given: string | null): Value[] =>
    given === null ? [] : [text(`${words} ${given}`)];
  const months = (count: number | null): string | null => (count === null ? null : `${count} months`);
  return [
    ...step('Proposed', notice.proposed),
    ...step('Drafted', notice.drafted),
    ...step('Issued', notice.issued),
    ...step('Lifted', notice.lifted),
    ...term('Representations by', notice.representationsBy && inEnglish(notice.representationsBy)),
    ...term('To be delivered by', notice.deliverBy && inEnglish(notice.deliverBy)),
    ...term('Reviewed at least every', months(notice.reviewEveryMonths)),
    ...term('For at least', months(notice.minimumTermMonths)),
  ];
}
