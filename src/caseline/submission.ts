import type { NewEvent, RecordedEvent } from '../domain/events/catalogue.ts';
import type { CaseId, Recorder } from '../domain/events/envelope.ts';
import { validateEvent } from '../domain/events/validate.ts';
import { CaselineError, type Problem } from '../domain/failure.ts';
import { parseEdtf } from '../domain/time/edtf.ts';

/** Events to record in one case, all or none. */
export interface Submission {
  readonly caseId: CaseId;
  /** Events without `caseId` and `recordedBy`, which are the submission's; each with an `id` of its own. */
  readonly events: readonly unknown[];
  readonly recordedBy: Recorder;
  /** The `position` of the recorder's last answer about this case: refused where something came since. */
  readonly expectedPosition?: string | undefined;
}

/**
 * The events of a submission, each valid by its own type's schema.
 *
 * @throws CaselineError `invalid-event` with everything that is wrong, each with a JSON Pointer
 */
export function validated({ events, caseId, recordedBy }: Submission): readonly RecordedEvent[] {
  const problems: Problem[] = [];
  const valid: RecordedEvent[] = [];
  if (events.length === 0) problems.push({ at: '/events', problem: 'there is no event to record' });
  events.forEach((input, index) => {
    const at = events.length > 1 ? `/events/${index}` : '';
    if (typeof input !== 'object' || input === null || Array.isArray(input)) {
      problems.push({ at, problem: 'an event is a JSON object' });
      return;
    }
    for (const field of ['caseId', 'recordedBy'])
      if (field in input)
        problems.push({ at: `${at}/${field}`, problem: 'is not the event’s to say: leave it out' });
    const result = validateEvent({ ...input, caseId, recordedBy });
    if (result.ok) valid.push(provisional(result.event));
    else problems.push(...result.problems.map((one) => ({ ...one, at: `${at}${one.at}` })));
  });
  if (problems.length > 0) throw invalid(problems);
  return valid;
}

/** An event as it will be once recorded, as far as rules and corrections read it. */
function provisional(event: NewEvent): RecordedEvent {
  const when = parseEdtf(event.occurred.date);
  if (!when.ok) throw new CaselineError('invalid-event', when.problem);
  return Object.assign(event, {
    revision: -1,
    position: '',
    recordedAt: '',
    recordedInstant: 0,
    entitled: [],
    when: when.value,
  });
}

/** All of these problems as one error. */
export const invalid = (problems: readonly Problem[]): CaselineError =>
  new CaselineError(
    'invalid-event',
    problems.map(({ at, problem }) => `${at || 'the event'}: ${problem}`).join('; '),
    {
      problems,
    },
  );
