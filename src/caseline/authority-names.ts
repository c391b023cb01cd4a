import type { RecordedEvent } from '../domain/events/catalogue.ts';
import { laOf, type Position } from '../domain/events/envelope.ts';
import type { Party } from '../domain/parties.ts';
import type { Instant } from '../domain/time/london.ts';
import { corrected } from '../replay/corrected.ts';
import { amends, visible } from '../replay/visible.ts';

/** One authority as one viewer may find it. */
export interface AuthorityName {
  /** DfE local authority code. */
  readonly la: string;
  /** Its name in URLs. */
  readonly slug: string;
  readonly name: string;
  readonly region: string;
  readonly kind: string;
}

/** A name, and every other name in URLs that the case has had: an address that worked goes on working. */
export interface KnownAuthority extends AuthorityName {
  readonly slugs: ReadonlySet<string>;
  /** Where in the log its case begins. */
  readonly registered: Position;
}

/**
 * The authority that these events register; undefined where none of them does. The code is that of the case; a
 * registration that was withdrawn still names its case, since everything recorded there stands.
 *
 * @param seen the events of one case that a viewer may see and that may name it, in log order
 */
export function authorityName(seen: readonly RecordedEvent[]): KnownAuthority | undefined {
  const first = seen.find(isRegistration);
  if (!first) return undefined;
  const now = corrected(seen).events.find(isRegistration) ?? first;
  const { slug, name, region, kind } = now.data;
  return {
    la: laOf(first.caseId),
    slug,
    name,
    region,
    kind,
    slugs: new Set([slug, ...seen.flatMap(slugsIn)]),
    registered: first.position,
  };
}

/** Of the events of a case those that may say what its authority is called, as far as a viewer may know them. */
export const namingEvents = (
  events: readonly RecordedEvent[],
  viewer: Party,
  instant: Instant,
): readonly RecordedEvent[] =>
  visible(
    events.filter((event) => isRegistration(event) || amends(event)),
    viewer,
    instant,
  );

const isRegistration = (event: RecordedEvent): event is RecordedEvent<'AuthorityRegistered'> =>
  event.type === 'AuthorityRegistered';

/** The authority of a code, or of a name in URLs: of several with one name, the first that was registered. */
export function oneNamed(known: readonly KnownAuthority[], wanted: string): KnownAuthority | undefined {
  const inOrder = known.toSorted((a, b) => (a.registered < b.registered ? -1 : 1));
  return (
    inOrder.find(({ la }) => la === wanted) ??
    inOrder.find(({ slug }) => slug === wanted) ??
    inOrder.find(({ slugs }) => slugs.has(wanted))
  );
}

/** The name in URLs that an event gives its case: in a registration, in its correction, or in the correction of that. */
export const slugsIn = (event: RecordedEvent): readonly string[] => givenIn(event, 'slug');

/** The region that an event says its authority is in, likewise. */
export const regionsIn = (event: RecordedEvent): readonly string[] => givenIn(event, 'region');

function givenIn(event: RecordedEvent, field: 'slug' | 'region'): readonly string[] {
  if (event.type === 'AuthorityRegistered') return [event.data[field]];
  return event.type === 'EventCorrected' ? givenWithin(event.data.replacement.data, field) : [];
}

function givenWithin(data: unknown, field: 'slug' | 'region'): readonly string[] {
  if (typeof data !== 'object' || data === null) return [];
  const given = new Map<string, unknown>(Object.entries(data));
  const value = given.get(field);
  if (typeof value === 'string') return [value];
  const replacement = given.get('replacement');
  const hasData = typeof replacement === 'object' && replacement !== null && 'data' in replacement;
  return hasData ? givenWithin(replacement.data, field) : [];
}
