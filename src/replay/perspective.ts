import type { Party } from '../domain/parties.ts';
import type { CivilDay } from '../domain/time/civil-day.ts';
import type { Instant } from '../domain/time/london.ts';

/** From where somebody looks at a history: the two clocks of the question, who asks, and how sure to be. */
export interface Perspective {
  readonly viewer: Party;
  /** What had happened by the end of this London day. */
  readonly validAt: CivilDay;
  /** What the viewer was entitled to know at this instant. */
  readonly knownAt: Instant;
  /** 'possible' keeps, marked, what may not have happened yet by `validAt`; 'certain' leaves it out. */
  readonly certainty: 'possible' | 'certain';
}
