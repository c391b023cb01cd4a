import { inEnglish } from '../../../domain/time/edtf-in-english.ts';
import { hrefOf, type LinkFacts } from './fact-links.ts';

/** One thing that was done, and when. */
export interface Step {
  readonly text: string;
  readonly when: string;
  readonly possibly: boolean;
  readonly href: string | null;
}

/** What a view says of it. */
export interface Dated {
  /** EDTF. */
  readonly date: string;
  readonly certainty: 'certain' | 'possible';
  readonly event: string;
}

export const stepOf = (text: string, { date, certainty, event }: Dated, linkFacts: LinkFacts): Step => ({
  text,
  when: inEnglish(date),
  possibly: certainty === 'possible',
  href: hrefOf(event, linkFacts),
});
