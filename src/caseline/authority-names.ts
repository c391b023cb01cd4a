import type { RecordedEvent } from '../domain/events/catalogue.ts';
import { type CaseId, laOf } from '../domain/events/envelope.ts';
import { corrected } from '../replay/corrected.ts';

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
}

/**
 * The authorities that these events register, in log order. The code is that of the case; a registration that
 * was withdrawn still names its case, since everything recorded there stands.
 *
 * @param seen the registrations, corrections and withdrawals that a viewer may see, of all cases in log order
 */
export function authorityNames(seen: readonly RecordedEvent[]): readonly KnownAuthority[] {
  const registered = new Map<CaseId, RecordedEvent<'AuthorityRegistered'>>();
  const now = new Map<CaseId, RecordedEvent<'AuthorityRegistered'>>();
  for (const event of seen)
    if (event.type === 'AuthorityRegistered' && !registered.has(event.caseId))
      registered.set(event.caseId, event);
  for (const event of corrected(seen).events)
    if (event.type === 'AuthorityRegistered' && !now.has(event.caseId)) now.set(event.caseId, event);
  return [...registered].map(([caseId, first]) => {
    const { slug, name, region, kind } = (now.get(caseId) ?? first).data;
    return { la: laOf(caseId), slug, name, region, kind, slugs: new Set([slug, first.data.slug]) };
  });
}

/** The authority of a DfE code, or of a name in URLs: of several with one name, the first that was registered. */
export function named(known: readonly KnownAuthority[], text: string): KnownAuthority | undefined {
  const wanted = text.toLowerCase();
  if (/^\d{3}$/.test(wanted)) return known.find(({ la }) => la === wanted);
  return known.find(({ slug }) => slug === wanted) ?? known.find(({ slugs }) => slugs.has(wanted));
}
