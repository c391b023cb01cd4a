import { hash } from 'node:crypto';

/** Namespace of Caseline's keys, made once at random. */
const NAMESPACE = Buffer.from('6f0e2bb2f6d14d1e9f3c8a5b7c2d4e10', 'hex');

/** A UUID of version 5 (RFC 9562): the same key gives the same id for ever. */
export function idFromKey(key: string): string {
  const known = idsBefore.get(key);
  if (known !== undefined) return known;
  if (idsBefore.size >= remembered) idsBefore.clear();
  const made = uuidOf(key);
  idsBefore.set(key, made);
  return made;
}

/** Importing a row asks for the ids of its case's other rows again and again. */
const idsBefore = new Map<string, string>();
const remembered = 10_000;

function uuidOf(key: string): string {
  const bytes = hash('sha1', Buffer.concat([NAMESPACE, Buffer.from(key)]), 'buffer').subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
