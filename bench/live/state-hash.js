import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** SHA-256 of the canonical JSON (RFC 8785) of a state, worked out without Caseline. */
export const hashOf = (state) => createHash('sha256').update(canonicalize(state)).digest('hex');
