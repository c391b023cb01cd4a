import type { Parameters } from '../api/links.ts';
import type { Basis } from '../caseline.ts';

/** An address of a page, or of the API, as the same viewer looks at it. */
export type LinkTo = (path: string, parameters?: Parameters) => string;

/** What a screen shows. */
export interface Screen {
  readonly title: string;
  /** What it rests on. */
  readonly basis?: Basis;
  /** The address that shows the very same for ever. */
  readonly permanent?: string;
  /** The address of a live stream that says when the screen is another; only where the question is open. */
  readonly live?: string | undefined;
  /** One sentence for who cannot see that the screen has changed: "12 facts as at 26 October 2018". */
  readonly says?: string;
  /** The authority that it is about, by its DfE code. */
  readonly la?: string;
  /** What its template shows. */
  readonly model: object;
}
