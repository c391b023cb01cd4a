import { sessionCookie } from '../../../src/api/tokens.ts';
import type { Asked } from './client.ts';
import { here } from './difference.ts';
import type { Draw } from './draw.ts';

/**
 * A request as a browser sends it: for a page, with the session of who is signed in instead of their token.
 *
 * @param draw for one that may ask for less or for more
 */
export function inABrowser(
  { headers: { Authorization: token, ...headers }, ...asked }: Asked,
  draw?: Draw,
): Asked {
  return {
    ...asked,
    headers: {
      Host: new URL(here).host, // two services are at two addresses
      Accept: draw?.chance(5) ? 'application/json' : 'text/html,application/xhtml+xml,*/*;q=0.8',
      ...(draw?.chance(50) && { 'Accept-Encoding': 'gzip, deflate, br' }),
      ...(token !== undefined && {
        Cookie: `${sessionCookie}=${draw?.chance(2) ? 'over' : token.slice('Bearer '.length)}`,
      }),
      ...headers,
    },
  };
}
