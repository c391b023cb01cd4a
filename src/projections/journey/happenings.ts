import { z } from 'zod';
import { type EventTypeName, eventTypeNames, eventTypeOf, titleOf } from '../../domain/events/catalogue.ts';
import { orderKey } from '../../domain/time/certainty.ts';
import type { CivilDay } from '../../domain/time/civil-day.ts';
import type { Fact } from '../../replay/fact.ts';
import type { Handlers } from '../../replay/projection.ts';
import { certainty, edtfDate, eventId } from '../answer-fields.ts';

export const happeningSchema = z
  .strictObject({ event: eventId, type: z.string(), title: z.string(), date: edtfDate, certainty })
  .meta({ id: 'Happening' });

/** Something that happened, and the day from which it had certainly begun. */
export interface Happening {
  readonly begins: CivilDay;
  readonly entry: z.infer<typeof happeningSchema>;
}

/** Events about the record itself are no part of the authority's way. */
const told = eventTypeNames.filter((type) => eventTypeOf(type).process !== 'record');

/** Everything that happened in the case, in order. */
export const happenings = {
  initial: (): Happening[] => [],
  handlers: Object.fromEntries(told.map((type) => [type, note])) as Handlers<Happening[]>, // one handler serves every type
};

function note(state: Happening[], { event, begun }: Fact<EventTypeName>): void {
  const { begins } = orderKey(event.when, eventTypeOf(event.type).reading);
  const entry = {
    event: event.id,
    type: event.type,
    title: titleOf(event),
    date: event.occurred.date,
    certainty: begun,
  };
  state.push({ begins, entry });
}
