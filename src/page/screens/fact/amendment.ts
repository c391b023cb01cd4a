import { eventTypeOf, type RecordedEvent } from '../../../domain/events/catalogue.ts';
import { type BesideForms, type Compared, comparedForms, type Form } from '../../compared.ts';
import { inWords } from '../../field-labels.ts';
import type { LinkTo } from '../../shown.ts';
import { type Amendment, isAmendment, type Seen } from './amendments.ts';
import { type FactLine, factLine } from './others.ts';

/** What a correction or a withdrawal is of. */
export interface AmendmentSaid {
  readonly withdraws: boolean;
  readonly target: FactLine | null;
  readonly reason: string;
  readonly explanation: string | undefined;
  /** What it puts in the place of what was recorded; none for a withdrawal. */
  readonly replaced: readonly Compared[];
}

export function amendmentOf(
  { type, data }: Amendment,
  { events }: Seen,
  beside: BesideForms,
  linkTo: LinkTo,
): AmendmentSaid {
  // A viewer who may see an amendment may see what it amends.
  const target = events.find(({ id }) => id === data.target);
  return {
    withdraws: type === 'EventWithdrawn',
    target: target ? factLine(target, linkTo) : null,
    reason: inWords(data.reason),
    explanation: data.explanation,
    replaced:
      target && type === 'EventCorrected'
        ? replacedIn(target, data.replacement, { ...beside, corrects: rootOf(target, events).type })
        : [],
  };
}

/** What is corrected in the end by a correction of a correction. */
function rootOf(target: RecordedEvent, events: readonly RecordedEvent[]): RecordedEvent {
  const before = isAmendment(target) && events.find(({ id }) => id === target.data.target);
  return before ? rootOf(before, events) : target;
}

type Replacement = RecordedEvent<'EventCorrected'>['data']['replacement'];

/** The fields that are given another value, as first recorded and as the correction has them. */
function replacedIn(
  target: RecordedEvent,
  { occurred, source, data }: Replacement,
  beside: BesideForms,
): readonly Compared[] {
  const after: Form = {
    occurred: occurred ?? target.occurred,
    source: source ?? target.source,
    data: data ? asRead(target, data) : target.data,
  };
  return comparedForms(target.type, target, after, beside).filter(({ changed }) => changed);
}

/** A replacement is stored as it was sent: what it leaves to be understood is read into it. */
function asRead(target: RecordedEvent, data: unknown): unknown {
  const read = eventTypeOf(target.type).data.safeParse(data);
  return read.success ? read.data : data;
}
