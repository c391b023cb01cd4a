import { frameworks } from '../../../domain/frameworks/frameworks.ts';
import { inEnglish } from '../../../domain/time/edtf-in-english.ts';
import type { InspectionView } from '../../../projections/case/inspection.ts';
import { phaseName } from '../../words.ts';

type Inspection = NonNullable<InspectionView>;
type Phase = NonNullable<Inspection['phase']>;

/** The latest inspection of a case, and how far it had come, in words. */
export interface InspectionOn {
  readonly text: string;
  /** It has begun, or is to begin, and its report is not published. */
  readonly isUnderWay: boolean;
  /** What cannot be told from the dates. */
  readonly doubt: string | null;
}

export function inspectionOn(view: InspectionView): InspectionOn {
  if (!view) return { text: 'No inspection is known.', isUnderWay: false, doubt: null };
  const { phase, possiblePhase, possiblyAnother } = view;
  const told = phase ?? possiblePhase;
  return {
    text: told === null ? 'Nothing is known of how far it had come.' : said[told](view),
    isUnderWay: told !== null && told !== 'published' && told !== 'deferred',
    doubt:
      possiblyAnother !== null
        ? 'A later inspection may have begun by then; the dates leave it open.'
        : phase === null
          ? 'That is only possible by then: the dates leave it open.'
          : possiblePhase === null
            ? null
            : `It may have come further: ${phaseName(possiblePhase).toLowerCase()}.`,
  };
}

const said: Readonly<Record<Phase, (one: Inspection) => string>> = {
  notified: ({ notified }) =>
    `An inspection has been announced${notified ? ` (${inEnglish(notified)})` : ''}: inspectors are to come.`,
  deferred: () => 'An inspection was put off before it began.',
  on_site: (one) => `An inspection is under way: inspectors are on site${onSite(one, ', ')}.`,
  paused: (one) =>
    `An inspection is interrupted: inspectors have been on site${onSite(one, ', ')}, and come back.`,
  awaiting_report: (one) =>
    `An inspection is under way: the report is awaited. Inspectors were on site${onSite(one, ' ')}.`,
  shared: () => 'An inspection is under way: its final report is with the authority, and not published.',
  shared_under_embargo: ({ embargoUntil }) =>
    `An inspection is under way: its final report is with the authority, under embargo until ${embargoUntil ? inEnglish(embargoUntil) : 'publication'}.`,
  published: (one) => {
    const kind = one.framework ? `${frameworks[one.framework].shortName} inspection` : 'inspection';
    const lead = one.leadInspector ? ` Lead inspector: ${one.leadInspector}.` : '';
    return `None is under way. The latest: ${kind}${onSite(one, ', on site ')}, report published ${one.published ? inEnglish(one.published) : ''}.${lead}`;
  },
};

/** The days on site so far, after what leads to them; nothing where they are not known. */
function onSite({ onSite: parts }: Inspection, before: string): string {
  const words = parts.map(({ from, to, precise }) => {
    if (to === null) return `since ${inEnglish(from)}`;
    return inEnglish(from === to ? from : `${from}/${to}`, precise ? 'extent' : 'moment');
  });
  return words.length === 0 ? '' : `${before}${words.join(' and ')}`;
}
