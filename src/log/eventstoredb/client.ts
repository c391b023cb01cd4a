import type { EventStoreDBClient } from '@eventstore/db-client';
import { type Connection, unreadableConnection } from './connection.ts';

export type Library = typeof import('@eventstore/db-client');

/** What the client keeps to itself. */
interface Inside {
  handleError(caller: unknown, error: Error): Promise<void>;
  supports(): Promise<boolean>;
}

/**
 * The client of a connection, which connects with its first call. It is mended in two places where 6.2.1 lets errors
 * escape that nobody can catch, and that end the process: the stream that carries appends in batches (each is a call
 * of its own instead; see the decision on this log), and a call that fails while another node is looked for in vain.
 *
 * @throws CaselineError `log-unavailable` for a connection string that cannot be read
 */
export function clientOf(library: Library, connection: Connection): EventStoreDBClient {
  const client = opened(library, connection);
  const inside = client as unknown as Inside; // protected, and called by these names
  const { handleError } = inside;
  inside.supports = async () => false;
  inside.handleError = (caller, error) => handleError(caller, error).catch(() => undefined); // whoever called is told
  return client;
}

function opened(library: Library, { string }: Connection): EventStoreDBClient {
  try {
    return library.EventStoreDBClient.connectionString(string);
  } catch (error) {
    if (error instanceof URIError)
      throw unreadableConnection("user and password have to be written as in a URL, '@' as %40");
    // The message repeats the string, password and all.
    const isOfTheString = error instanceof Error && 'expected' in error;
    const reason = error instanceof Error ? error.message : String(error);
    throw unreadableConnection(isOfTheString ? `${String(error.expected)} expected` : reason);
  }
}
