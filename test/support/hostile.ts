import { z } from 'zod';
import {
  type EventTypeName,
  eventTypeNames,
  eventTypeOf,
  type NewEvent,
} from '../../src/domain/events/catalogue.ts';
import { anEvent, eventId, type Overrides } from './events.ts';
import { exampleEvents } from './example-events.ts';

/** Does something wherever it is taken for an address, markup, a script or a template: `hacked` is there then. */
export const hostile = `javascript:window.hacked=1//"'><img src=x onerror="window.hacked=1"></title></textarea></script><script>window.hacked=1</script><svg onload="window.hacked=1">{{7*7}}\${7*7}`;

const idOf = (type: EventTypeName): string => eventId(1000 + eventTypeNames.indexOf(type));

/** What corrections are about, and what they say instead. */
const amended: { readonly [Type in EventTypeName]?: Readonly<Record<string, unknown>> } = {
  EventCorrected: {
    target: idOf('ReportConsidered'),
    replacement: { data: { body: hostile, title: hostile, recommendation: hostile } },
  },
  EventWithdrawn: { target: idOf('FundingProposed') },
};

/** An event of every type, all of one case and known to the public, with that in every field that takes any text. */
export const hostileEvents = (): readonly NewEvent[] =>
  eventTypeNames.map((type) => {
    const { date, data } = exampleEvents[type];
    const overrides: unknown = {
      id: idOf(type),
      occurred: { date: date > '2026' ? '2025-04-01' : date, verbatim: hostile },
      disclosures: [{ to: 'public', from: date > '2026' ? '2025-04-01' : date }],
      source: { id: 'ofsted-2018-10-29', page: 3, paragraph: hostile, note: hostile },
      recordedBy: { name: hostile, party: 'recorder' },
      data: { ...withText(eventTypeOf(type).data, data), ...amended[type] },
    };
    return anEvent(type, overrides as Overrides<EventTypeName>); // which is then validated
  });

/** A value with hostile text wherever its schema lets it stand, also where the value has nothing. */
function withText(schema: unknown, value: unknown): object | undefined {
  const made = filled(schema, value);
  return typeof made === 'object' && made !== null ? made : undefined;
}

function filled(schema: unknown, value: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return filled(schema.unwrap(), value);
  if (schema instanceof z.ZodString) return schema.safeParse(hostile).success ? hostile : value;
  if (schema instanceof z.ZodArray) {
    if (Array.isArray(value) && value.length > 0) return value.map((one) => filled(schema.element, one));
    const one = filled(schema.element, undefined);
    return typeof one === 'string' ? [one] : value;
  }
  if (schema instanceof z.ZodUnion)
    return filled(
      schema.options.find((option) => option instanceof z.ZodType && option.safeParse(value).success),
      value,
    );
  if (!(schema instanceof z.ZodObject)) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  const members = new Map(Object.entries(value));
  const fields = Object.entries(schema.shape).map(([name, field]) => [
    name,
    filled(field, members.get(name)),
  ]);
  return Object.fromEntries(fields.filter(([, field]) => field !== undefined));
}

/** How often a value holds hostile text. */
export const timesIn = (value: unknown): number =>
  JSON.stringify(value).split(JSON.stringify(hostile)).length - 1;
