import type { Office } from '../../domain/events/people.ts';
import { inEnglish } from '../../domain/time/edtf-in-english.ts';
import type { CaseView } from '../../projections/case/case.ts';
import type { LinkFacts } from './fact-links.ts';

/** Who held an office, as a source of some day names them. */
export interface Holder {
  readonly office: string;
  readonly name: string;
  /** Since when, and how old the word of the source is. */
  readonly when: string;
  readonly possibly: boolean;
  readonly href: string | null;
}

const offices: Readonly<Record<Office, string>> = {
  director_of_childrens_services: 'Director of children’s services',
  lead_member: 'Lead member for children',
  council_leader: 'Leader of the council',
  chief_executive: 'Chief executive of the council',
  commissioner: 'Commissioner',
  improvement_board_chair: 'Chair of the improvement board',
  safeguarding_board_chair: 'Chair of the local safeguarding children board',
  trust_chief_executive: 'Chief executive of the trust',
  trust_chair: 'Chair of the trust',
};

export const holders = (view: CaseView['officeHolders'], linkFacts: LinkFacts): readonly Holder[] =>
  view.map(({ office, title, name, interim, since, namedOn, certainty, event }) => ({
    office: title ?? offices[office],
    name: `${name ?? 'In post, not named'}${interim ? ' (interim)' : ''}`,
    when: `${since === null ? '' : `since ${inEnglish(since)}; `}${name === null ? 'said' : 'named'} ${inEnglish(namedOn)}`,
    possibly: certainty === 'possible',
    href: linkFacts([event])[0]?.href ?? null,
  }));
