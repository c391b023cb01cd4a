import { eventTypeOf, type RecordedEvent, titleOf } from '../../../domain/events/catalogue.ts';
import { describe } from '../../../domain/time/edtf-in-english.ts';
import type { LinkTo } from '../../shown.ts';
import { capitalised } from '../../words.ts';

/** A fact as one line that leads to it. */
export interface FactLine {
  readonly title: string;
  readonly when: string;
  readonly href: string;
}

export const factLine = (event: RecordedEvent, linkTo: LinkTo): FactLine => ({
  title: titleOf(event),
  when: capitalised(describe(event.when, eventTypeOf(event.type).reading)),
  href: linkTo(`/events/${event.id}`),
});

export interface Others {
  readonly text: string;
  readonly facts: readonly FactLine[];
}

/** The things that several facts speak of. */
const things = [
  ['inspectionId', 'About the same inspection'],
  ['visitId', 'About the same visit'],
  ['noticeId', 'About the same notice'],
  ['directionId', 'About the same direction'],
  ['trustId', 'About the same trust'],
] as const;

/**
 * What else one may want to read: what led to it, what it led to, what was recorded together with it, and what is
 * about the same thing.
 *
 * @param all what the viewer may see of the case, in the form that stands, in the order in which it happened
 */
export function othersOf(
  event: RecordedEvent,
  all: readonly RecordedEvent[],
  linkTo: LinkTo,
): readonly Others[] {
  const others = all.filter(({ id }) => id !== event.id);
  const group = (text: string, belongs: (other: RecordedEvent) => boolean): Others => ({
    text,
    facts: others.filter(belongs).map((other) => factLine(other, linkTo)),
  });
  return [
    group('What led to it', ({ id }) => id === event.causationId),
    group('What it led to', ({ causationId }) => causationId === event.id),
    group(
      'Recorded together with it',
      ({ correlationId }) => correlationId !== undefined && correlationId === event.correlationId,
    ),
    ...things.map(([name, text]) => {
      const id = named(event, name);
      return group(text, (other) => id !== undefined && named(other, name) === id);
    }),
  ].filter(({ facts }) => facts.length > 0);
}

const named = ({ data }: RecordedEvent, name: string): unknown =>
  new Map<string, unknown>(Object.entries(data)).get(name);
