import { inEnglish } from '../../../domain/time/edtf-in-english.ts';
import type { InterventionView } from '../../../projections/case/intervention.ts';
import type { LinkFacts } from './fact-links.ts';
import { type Dated, type Step, stepOf } from './step.ts';

/** What the department had done, in words. */
export interface InterventionOn {
  readonly text: string;
  readonly note: string | null;
  readonly steps: readonly Step[];
}

const levels: Readonly<Record<InterventionView['level'], string>> = {
  none: 'None is recorded',
  notice_proposed: 'An improvement notice is proposed',
  notice_drafted: 'An improvement notice is drafted, and not in force',
  notice_issued: 'An improvement notice is in force',
  commissioner: 'A commissioner is appointed',
  direction: 'A statutory direction is in force',
};

const mayHaveEnded: ReadonlySet<InterventionView['level']> = new Set([
  'notice_issued',
  'commissioner',
  'direction',
]);

export function interventionOn(view: InterventionView, linkFacts: LinkFacts): InterventionOn {
  const { level, since, certainty, notices, directions, commissioners, recommendations } = view;
  const step = (text: string, one: Dated | null): Step[] =>
    one === null ? [] : [stepOf(text, one, linkFacts)];
  const when = since === null ? '' : `, since ${inEnglish(since)}`;
  return {
    text: `${levels[level]}${when}${certainty === 'possible' ? ' – possibly: the dates leave it open' : ''}.`,
    note: mayHaveEnded.has(level) ? 'No end of it is known; few reports tell of one.' : null,
    steps: [
      ...notices.flatMap((notice) => [
        ...step('Improvement notice proposed', notice.proposed),
        ...step('Improvement notice drafted', notice.drafted),
        ...step('Improvement notice issued', notice.issued),
        ...step('Improvement notice lifted', notice.lifted),
      ]),
      ...directions.flatMap((one) => step(`Direction under ${one.power}: ${one.requires}`, one)),
      ...commissioners.flatMap((one) =>
        step(`Commissioner appointed${one.name ? `: ${one.name}` : ''}`, one),
      ),
      ...recommendations.flatMap((one) => step(`Commissioner recommended ${one.recommends}`, one)),
      ...step(adviserWords(view), view.adviser),
      ...step('Improvement board established', view.improvementBoard),
    ],
  };
}

const adviserWords = ({ adviser }: InterventionView): string =>
  adviser?.stage === 'appointed'
    ? `Improvement adviser appointed${adviser.name ? `: ${adviser.name}` : ''}`
    : 'Improvement adviser sought';
