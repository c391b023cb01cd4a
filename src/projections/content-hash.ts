import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonical } from '../domain/canonical.ts';

/**
 * What names a state by its content: SHA-256, lower-case hex, of the UTF-8 of its canonical JSON (RFC 8785).
 * Two sides that have the same hash have the same state, whatever the order of its members. In JavaScript
 * alone, since clients in browsers hold the states that they patch against it.
 */
export const contentHash = (value: unknown): string => bytesToHex(sha256(utf8ToBytes(canonical(value))));
