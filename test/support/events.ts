import type { DataOf, EventTypeName, NewEvent } from '../../src/domain/events/catalogue.ts';
import type { Envelope } from '../../src/domain/events/envelope.ts';
import { validateEvent } from '../../src/domain/events/validate.ts';
import { endsBeforeItStarts, parseEdtf } from '../../src/domain/time/edtf.ts';
import { exampleEvents } from './example-events.ts';

type EnvelopeFields = Omit<Envelope<string, unknown>, 'type' | 'data'>;
type DistributivePartial<Data> = Data extends unknown ? Partial<Data> : never;

/** What an example may differ in. `undefined` takes a field away: `{ source: undefined }` is unsourced. */
export type Overrides<Type extends EventTypeName> = {
  readonly [Field in keyof EnvelopeFields]?: EnvelopeFields[Field] | undefined;
} & {
  /** Laid over the example's data, field by field; for ClaimMade, whose kinds differ, in its place. */
  readonly data?: DistributivePartial<DataOf<Type>>;
};

let made = 0;

/** The nth id: `00000000-0000-4000-8000-00000000002a` is the 42nd. */
export const eventId = (n: number): string => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

/**
 * A valid event of a type, after Bradford's case (`authority-380`), with an id that no other event of this
 * test file has. Unless told otherwise the public may know it from the day when it happened.
 *
 * @example anEvent('ReportShared', { occurred: { date: '2018-10-24' }, disclosures: [] })
 * @throws when the overrides make an invalid event, naming the problems
 */
export function anEvent<Type extends EventTypeName>(
  type: Type,
  overrides: Overrides<Type> = {},
): NewEvent<Type> {
  const example = exampleEvents[type];
  const { data, ...envelope } = overrides;
  const date = envelope.occurred?.date ?? example.date;
  made += 1;
  const fields: Record<string, unknown> = {
    id: eventId(made),
    caseId: 'authority-380',
    occurred: { date },
    disclosures: [{ to: 'public', from: isSpan(date) ? date : example.date }],
    source: { id: 'ofsted-2018-10-29', page: 1 },
    recordedBy: { name: 'Test recorder', party: 'recorder' },
    ...envelope,
    type,
    data: type === 'ClaimMade' ? (data ?? example.data) : { ...example.data, ...data },
  };
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  const validated = validateEvent(Object.fromEntries(given));
  if (!validated.ok) {
    const problems = validated.problems.map(({ at, problem }) => `${at}: ${problem}`);
    throw new Error(`not a valid ${type}: ${problems.join('; ')}`);
  }
  return validated.event as NewEvent<Type>; // validateEvent keeps the type that it was given
}

/** Dates that end before they start are for the rules to refuse; nobody can be entitled from one. */
function isSpan(date: string): boolean {
  const parsed = parseEdtf(date);
  return parsed.ok && !endsBeforeItStarts(parsed.value);
}
