import type { RecordedEvent } from '../domain/events/catalogue.ts';
import { laOf, type Position } from '../domain/events/envelope.ts';
import { corrected } from '../replay/corrected.ts';
import { amends } from '../replay/visible.ts';

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

/** Whether an event may say what its authority is called: all others can be left out. */
export const mayName = (event: RecordedEvent): boolean => isRegistration(event) || amends(event);

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
export function slugsIn(event: RecordedEvent): readonly string[] {
  if (event.type === 'AuthorityRegistered') return [event.data.slug];
  return event.type === 'EventCorrected' ? slugsWithin(event.data.replacement.data) : [];
}

function slugsWithin(data: unknown): readonly string[] {
  if (typeof data !== 'object' || data === null) return [];
  if ('slug' in data && typeof data.slug === 'string') return [data.slug];
  const replacement = 'replacement' in data ? data.replacement : undefined;
  const hasData = typeof replacement === 'object' && replacement !== null && 'data' in replacement;
  return hasData ? slugsWithin(replacement.data) : [];
}
