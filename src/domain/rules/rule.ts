import type { EventTypeName } from '../events/catalogue.ts';
import type { CaseFacts, DatedEvent } from './case-facts.ts';

/** 'impossible': no reading of the dates could make it true, so recording refuses it. 'unusual': kept and shown. */
export type Severity = 'impossible' | 'unusual';

/** That a rule was broken, by which event, and what the rule met. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly citation: string;
  /** What is wrong, with the dates and names met, and for an impossible one what to do. */
  readonly message: string;
  /** Ids of the events that the finding rests on; the event that was checked comes first. */
  readonly events: readonly string[];
  /** What was met, for programs: dates in EDTF, names, counts. */
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface Rule<Type extends EventTypeName = EventTypeName> {
  readonly id: string;
  readonly severity: Severity;
  /** What the rule says, in one sentence. */
  readonly says: string;
  readonly citation: string;
  /** The types of event that it checks. */
  readonly checks: readonly Type[];
  /** The other events that can bring a finding: one of them recorded late has this rule's events checked again. */
  readonly restsOn?: RestsOn;
  /**
   * Set where only the recording of the event can break the rule. A withdrawal takes its target out of the
   * facts, so that on replay no target is to be found any more, and nothing is wrong with that.
   */
  readonly onlyWhenRecorded?: true;
  /**
   * @param event of one of the types in `checks`; it is already in `facts`
   * @returns what was met that breaks the rule, or undefined
   */
  readonly check: (event: DatedEvent<Type>, facts: CaseFacts) => Met | undefined;
}

export interface RestsOn {
  /** Types of which it reads those of the same inspection, visit, notice or trust. */
  readonly subject?: readonly EventTypeName[];
  /** Types of which it reads all in the case. */
  readonly case?: readonly EventTypeName[];
}

/** Types the `check` of a rule by the event types that its `checks` name, and lets it stand among all rules. */
export const rule = <Type extends EventTypeName>(definition: Rule<Type>): Rule =>
  definition as unknown as Rule; // check.ts hands a rule only events of the types in its `checks`

export interface Met {
  readonly message: string;
  /** The other events that the finding rests on. */
  readonly with?: readonly DatedEvent[];
  readonly facts: Readonly<Record<string, unknown>>;
}
