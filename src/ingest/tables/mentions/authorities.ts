import { claimed } from './claims.ts';
import { isThere, type Tell } from './mention.ts';

/** The authority came to be: the first event of its case says so, unless the report dates it otherwise. */
export const authorityCreated: Tell = (mention, known) =>
  isThere(mention, known, 'AuthorityRegistered') ? [] : claimed(mention, known);
