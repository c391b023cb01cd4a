import { CaselineError, type Problem } from '../domain/failure.ts';

/** How many events one request may record: each is held against all the others of its case. */
export const mostEvents = 200;

type JsonObject = Readonly<Record<string, unknown>>;

/** Fields of a recorded event that are not the sender's to give, and where each comes from. */
const given: Readonly<Record<string, string>> = {
  caseId: 'the address says in which case it is recorded',
  recordedBy: 'the token says who records',
};

/**
 * The events in a body: one, or the members of `events`. What each of them says is for the engine to judge.
 *
 * @throws CaselineError `invalid-event`
 */
export function submittedEvents(body: unknown): readonly JsonObject[] {
  if (!isObject(body)) throw invalid([{ at: '', problem: 'the body is one event, or { "events": [ … ] }' }]);
  if (!('events' in body)) return checked([body], () => '');
  const { events, ...others } = body;
  const problems = Object.keys(others).map((name) => ({
    at: `/${name}`,
    problem: 'stands beside `events`; leave it out',
  }));
  if (!Array.isArray(events)) problems.push({ at: '/events', problem: 'must be a list of events' });
  if (problems.length > 0 || !Array.isArray(events)) throw invalid(problems);
  if (events.length > mostEvents)
    throw invalid([
      { at: '/events', problem: `holds ${events.length} events; send at most ${mostEvents} at once` },
    ]);
  return checked(events, (index) => `/events/${index}`);
}

function checked(events: readonly unknown[], at: (index: number) => string): readonly JsonObject[] {
  const problems: Problem[] = [];
  const found: JsonObject[] = [];
  events.forEach((event, index) => {
    if (!isObject(event)) problems.push({ at: at(index), problem: 'an event is an object' });
    else {
      found.push(event);
      for (const [name, why] of Object.entries(given))
        if (name in event) problems.push({ at: `${at(index)}/${name}`, problem: `leave it out: ${why}` });
    }
  });
  if (problems.length > 0) throw invalid(problems);
  return found;
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const invalid = (problems: readonly Problem[]): CaselineError =>
  new CaselineError(
    'invalid-event',
    problems.map(({ at, problem }) => `${at || 'the body'}: ${problem}`).join('; '),
    {
      problems,
    },
  );
