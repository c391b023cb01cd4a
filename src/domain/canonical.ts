import canonicalize from 'canonicalize';

/**
 * The canonical JSON of a value (RFC 8785): the one text that everybody writes for it, whoever writes it.
 * Throws for what JSON in UTF-8 cannot carry: NaN, infinities, half of a surrogate pair.
 */
export function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('undefined has no JSON');
  return text;
}
