import { z } from 'zod';
import { catalogue, type EventTypeName, eventTypeNames, type NewEvent } from '../../src/domain/events/catalogue.ts';
import { anEvent, eventId, type Overrides } from './events.ts';
import { exampleEvents } from './example-events.ts';

/** Does something wherever it is taken for markup, a script, a template or an address: `hacked` is then there. */
export const hostile = `javascript:window.hacked=1//"'><img src=x onerror="window.hacked=1"></title></textarea></script><script>window.hacked=1</script><svg onload="window.hacked=1">{{7*7}}\${7*7}`;

/** An event of every type in one case, with that in every field that takes any text. Of most, the public knows. */
export function hostileEvents(): readonly NewEvent[] {
  return eventTypeNames.map((type, n) => hostileEvent(type, { id: idOf(type, n) }));
}

const idOf = (type: EventTypeName, n: number): string => (type === 'AuthorityRegistered' ? target : eventId(1000 + n));

/** What is corrected and withdrawn in the end. */
const target = eventId(999);

function hostileEvent(type: EventTypeName, envelope: Overrides<EventTypeName>): NewEvent {
  const { date, data } = exampleEvents[type];
  const amends = type === 'EventCorrected' || type === 'EventWithdrawn';
  return anEvent(type, {
    occurred: { date: date > '2026' ? '2025-04-01' : date, verbatim: hostile },
    source: { id: 'ofsted-2018-10-29', page: 3, paragraph: hostile, note: hostile },
    recordedBy: { name: hostile, party: 'recorder' },
    ...envelope,
    data: { ...filled(catalogue[type].data, data), ...(amends && { target }) },
  } as Overrides<EventTypeName>); // an event of the type, since its own schema has said where text may stand
}
