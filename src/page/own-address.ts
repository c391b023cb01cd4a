const base = 'http://caseline';

/** Where nobody wants to come back to. */
const doors: ReadonlySet<string> = new Set(['/sign-in', '/sign-out']);

/** Where forms are sent that stand on another page. */
const revoking = /^(\/deadlines\/feeds)\/[^/]+\/revoke$/;

/**
 * An address of this very service to lead somebody to, whatever was asked for: the first page where it is none. As
 * whom one looked is not kept, since who looks is about to change.
 */
export function ownAddress(text: string): string {
  if (!text.startsWith('/') || !URL.canParse(text, base)) return '/';
  const { origin, pathname, searchParams } = new URL(text, base);
  // `/.//elsewhere` is of this service and comes out as `//elsewhere`, which is not.
  if (origin !== base || pathname.startsWith('//') || doors.has(pathname)) return '/';
  const [, page] = revoking.exec(pathname) ?? [];
  if (page !== undefined) return page;
  searchParams.delete('viewAs');
  return searchParams.size > 0 ? `${pathname}?${searchParams}` : pathname;
}
