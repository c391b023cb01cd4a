import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';

/**
 * What names a state by its content: SHA-256, lower-case hex, of the UTF-8 of its canonical JSON (RFC 8785).
 * Two sides that have the same hash have the same state, whatever the order of its members. In JavaScript
 * alone, since clients in browsers hold the states that they patch against it.
 */
export function contentHash(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('undefined has no JSON');
  return bytesToHex(sha256(utf8ToBytes(text)));
}
