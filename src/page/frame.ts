import type { Request } from 'express';
import { contextOf } from '../api/request-context.ts';
import { type Caller, sessionToken } from '../api/tokens.ts';
import type { Basis } from '../caseline.ts';
import { AUDITOR, type Party, PUBLIC } from '../domain/parties.ts';
import { ownAddress } from './own-address.ts';
import type { LinkTo, Screen } from './shown.ts';
import { partyName } from './words.ts';

/** What surrounds every screen: whose eyes it is seen with, where else one can go, and what it rests on. */
export interface Frame {
  readonly title: string;
  /** Null where it is not known who asks. */
  readonly viewer: { readonly party: Party; readonly name: string } | null;
  /** The name of whoever is signed in. */
  readonly signedInAs: string | null;
  /** Whether there is a session to sign out of, whoever it is of. */
  readonly isSignedIn: boolean;
  /** As whom else they may look at this very screen. */
  readonly others: readonly { readonly name: string; readonly href: string }[];
  readonly navigation: readonly Destination[];
  readonly basis: Basis | null;
  readonly permanent: string | null;
  /** Under which name whoever asks has reached this service: on paper an address needs it. */
  readonly origin: string;
  readonly live: string | null;
  readonly says: string | null;
  /** The address of this screen, to come back to as somebody else. */
  readonly here: string;
}

interface Destination {
  readonly text: string;
  readonly href: string;
  readonly isHere: boolean;
}

interface Framed {
  readonly request: Request;
  readonly shown: Screen;
  readonly caller: Caller;
  readonly viewer: Party;
  readonly partyInWords: (party: Party) => string;
  readonly linkTo: LinkTo;
}

/** The frame of a screen, as its viewer has it. */
export function frame({ request, shown, caller, viewer, partyInWords, linkTo }: Framed): Frame {
  const { title, basis = null, permanent = null, live = null, says = null } = shown;
  return {
    title,
    viewer: { party: viewer, name: partyInWords(viewer) },
    signedInAs: caller.name,
    isSignedIn: hasSession(request),
    others: othersThan(viewer, caller.party, shown.la).map((party) => ({
      name: partyInWords(party),
      href: viewedAs(request.url, party),
    })),
    navigation: navigation(request.path, linkTo),
    basis,
    permanent,
    origin: originOf(request),
    live,
    says,
    here: ownAddress(request.url),
  };
}

/** The frame of what is the same whoever asks. */
export const bareFrame = (request: Request, title: string): Frame => ({
  title,
  viewer: viewerSoFar(request),
  signedInAs: null,
  isSignedIn: hasSession(request),
  others: [],
  navigation: navigation(request.path, (path) => path),
  basis: null,
  permanent: null,
  origin: originOf(request),
  live: null,
  says: null,
  here: ownAddress(request.url),
});

/** Where a page could not be made: as far as it was known who asked. */
function viewerSoFar(request: Request): Frame['viewer'] {
  const { party } = contextOf(request);
  return party === null ? null : { party, name: partyName(party) };
}

/** Under which name whoever asks has reached this service. */
export const originOf = (request: Request): string => `${request.protocol}://${request.host}`;

const hasSession = (request: Request): boolean => sessionToken(request) !== undefined;

/** An auditor may look as anybody: of those, whom the screen concerns. */
function othersThan(viewer: Party, holder: Party, la: string | undefined): Party[] {
  const local = la === undefined ? [] : [`council:${la}`, `trust:${la}`];
  const parties = holder === AUDITOR ? [AUDITOR, PUBLIC, ...local, 'ofsted', 'dfe'] : [holder, PUBLIC];
  return [...new Set(parties)].filter((party) => party !== viewer);
}

function viewedAs(url: string, party: Party): string {
  const { pathname, searchParams } = new URL(url, 'http://caseline');
  searchParams.set('viewAs', party);
  return `${pathname}?${searchParams}`;
}

const places = [
  ['England', '/'],
  ['Deadlines', '/deadlines'],
  ['About', '/about'],
  ['API', '/docs'],
] as const;

const navigation = (path: string, linkTo: (path: string) => string): Destination[] =>
  places.map(([text, to]) => ({ text, href: linkTo(to), isHere: path === to }));
