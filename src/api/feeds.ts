import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Party } from '../domain/parties.ts';
import { formatInstant, type Instant } from '../domain/time/london.ts';
import { Refusal } from './problems.ts';

/** The party and the subject of a bearer token. */
export interface FeedOwner {
  readonly party: Party;
  readonly name: string;
}

/** Who has the token of a feed reads calendars as its party, and nothing else, until it is revoked. */
export interface Feed {
  readonly id: string;
  readonly party: Party;
  readonly owner: FeedOwner;
  /** RFC 3339, UTC. */
  readonly created: string;
  /** Of its token, in lower-case hexadecimal. The token itself is kept nowhere. */
  readonly sha256: string;
}

/** What happens to feeds. */
export type FeedRecord =
  | { readonly made: Feed }
  | { readonly revoked: { readonly id: string; readonly at: string } };

/** Where it is written down: records are added, and never changed. */
export interface FeedJournal {
  /** Resolves once the record is durable. */
  append(record: FeedRecord): Promise<void>;
  /** All records, in order; undefined where they are those of the last reading. */
  read(): Promise<readonly FeedRecord[] | undefined>;
}

export interface FeedsOptions {
  /** In memory when absent. */
  readonly journal?: FeedJournal;
  readonly now?: () => Instant;
  /** So many bytes that nobody can guess. */
  readonly random?: (bytes: number) => Buffer;
  readonly newId?: () => string;
}

/** How many feeds an owner may have at a time. */
export const mostFeeds = 50;

/** The calendar feeds that were given out. All that is asked or done sees what other processes did before. */
export class Feeds {
  readonly #journal: FeedJournal;
  readonly #now: () => Instant;
  readonly #random: (bytes: number) => Buffer;
  readonly #newId: () => string;
  readonly #feeds = new Map<string, Feed>();
  #byHash: ReadonlyMap<string, Feed> = new Map();
  #last: Promise<unknown> = Promise.resolve();

  constructor({
    journal = inMemory(),
    now = Date.now,
    random = randomBytes,
    newId = randomUUID,
  }: FeedsOptions = {}) {
    this.#journal = journal;
    this.#now = now;
    this.#random = random;
    this.#newId = newId;
  }

  /** As whom the holder of a token reads; undefined for one that was never given out, or was revoked. */
  partyOf(token: string): Promise<Party | undefined> {
    return this.#inTurn(async () => this.#byHash.get(hashOf(token))?.party);
  }

  /** In the order in which they were made. */
  ownedBy(owner: FeedOwner): Promise<readonly Feed[]> {
    return this.#inTurn(async () => this.#ownedBy(owner));
  }

  /**
   * Its token is told here and never again. It begins with the id of the feed, so that whoever has several can tell
   * which is which.
   *
   * @throws Refusal `too-many-feeds`
   */
  make(owner: FeedOwner, party: Party): Promise<{ readonly feed: Feed; readonly token: string }> {
    return this.#inTurn(async () => {
      if (this.#ownedBy(owner).length >= mostFeeds)
        throw new Refusal('too-many-feeds', `You have ${mostFeeds} feeds: revoke one that nobody uses.`);
      const id = this.#newId();
      const token = `${id}.${this.#random(32).toString('base64url')}`;
      const feed = { id, party, owner, created: formatInstant(this.#now()), sha256: hashOf(token) };
      await this.#journal.append({ made: feed });
      return { feed, token };
    });
  }

  /** From then on its token is not accepted. Undefined where the owner has no such feed. */
  revoke(id: string, owner: FeedOwner): Promise<Feed | undefined> {
    return this.#inTurn(async () => {
      const feed = this.#ownedBy(owner).find((one) => one.id === id);
      if (feed) await this.#journal.append({ revoked: { id, at: formatInstant(this.#now()) } });
      return feed;
    });
  }

  #ownedBy({ party, name }: FeedOwner): readonly Feed[] {
    return [...this.#feeds.values()].filter(({ owner }) => owner.party === party && owner.name === name);
  }

  /** One thing at a time, each after all that was written down before. */
  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const mine = this.#last.then(async () => {
      await this.#catchUp();
      return work();
    });
    this.#last = mine.catch(() => undefined); // whoever asked is told
    return mine;
  }

  async #catchUp(): Promise<void> {
    const records = await this.#journal.read();
    if (!records) return;
    this.#feeds.clear();
    for (const record of records) {
      if ('made' in record) this.#feeds.set(record.made.id, record.made);
      else this.#feeds.delete(record.revoked.id);
    }
    this.#byHash = new Map([...this.#feeds.values()].map((feed) => [feed.sha256, feed]));
  }
}

/** For as long as the process lives. */
function inMemory(): FeedJournal {
  const records: FeedRecord[] = [];
  return { append: async (record) => void records.push(record), read: async () => records };
}

/** Tokens are as long as a hash, and random: hashing them once is enough. */
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
