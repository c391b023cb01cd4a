import { inEnglish } from '../../../domain/time/edtf-in-english.ts';
import type { CaseView } from '../../../projections/case/case.ts';
import { inWords } from '../../field-labels.ts';
import { hrefOf, type LinkFacts } from './fact-links.ts';

/** Who held an office, as a source of some day names them. */
export interface Holder {
  readonly office: string;
  readonly name: string;
  /** Since when, and how old the word of the source is. */
  readonly when: string;
  readonly possibly: boolean;
  readonly href: string | null;
}

export const holders = (view: CaseView['officeHolders'], linkFacts: LinkFacts): readonly Holder[] =>
  view.map(({ office, title, name, interim, since, namedOn, certainty, event }) => ({
    office: title ?? inWords(office),
    name: `${name ?? 'In post, not named'}${interim ? ' (interim)' : ''}`,
    when: `${since === null ? '' : `since ${inEnglish(since)}; `}${name === null ? 'said' : 'named'} ${inEnglish(namedOn)}`,
    possibly: certainty === 'possible',
    href: hrefOf(event, linkFacts),
  }));
