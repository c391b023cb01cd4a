import type { Party } from '../domain/parties.ts';
import { calendarPath } from './authority-segment.ts';
import type { Feed, FeedOwner, Feeds } from './feeds.ts';
import { link, type Parameters } from './links.ts';
import { Refusal } from './problems.ts';
import { narrowed } from './route.ts';
import { type Caller, tokenNeeded } from './tokens.ts';

/** A feed that was just made: its token is told here, and never again. */
export interface MadeFeed {
  readonly feed: Feed;
  readonly token: string;
  /** The addresses to subscribe to. */
  readonly calendars: {
    readonly all: string;
    /** Of the authority whose council or trust it is for; null where it is for neither. */
    readonly own: string | null;
  };
}

/**
 * Whose feeds those of a caller are: those of the very party and subject of their token.
 *
 * @throws Refusal `token-needed`
 */
export function ownerOf({ party, name }: Caller): FeedOwner {
  if (name === null) throw tokenNeeded('A calendar feed belongs to the holder of a bearer token.');
  return { party, name };
}

/**
 * A feed that looks as its owner does, or as the party that they narrow it to.
 *
 * @param narrowing of the deadlines in the calendar of all
 * @throws Refusal `not-entitled`, `too-many-feeds`
 */
export async function makeFeed(
  feeds: Feeds,
  owner: FeedOwner,
  viewAs: Party | undefined,
  narrowing: Parameters = [],
): Promise<MadeFeed> {
  const { feed, token } = await feeds.make(owner, narrowed(owner.party, viewAs));
  const la = /^(?:council|trust):(\d+)$/.exec(feed.party)?.[1];
  const at = (path: string, parameters: Parameters = []): string =>
    link(path, [['feed', token], ...parameters]);
  return {
    feed,
    token,
    calendars: {
      all: at('/v1/deadlines.ics', narrowing),
      own: la === undefined ? null : at(calendarPath(la)),
    },
  };
}

/** @throws Refusal `unknown-feed`, also for somebody else's */
export async function revokeFeed(feeds: Feeds, owner: FeedOwner, id: string): Promise<Feed> {
  const feed = await feeds.revoke(id, owner);
  if (!feed) throw new Refusal('unknown-feed', 'You have no feed of this id.');
  return feed;
}
