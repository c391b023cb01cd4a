import { createHash, randomUUID } from 'node:crypto';

/**
 * Gives each event without an id one: derived from the key where there is one, so that the same request sent
 * again names the same events; random otherwise.
 *
 * @param scope whose key it is, and for what: the keys of two recorders never meet
 */
export function withIds(
  events: readonly Readonly<Record<string, unknown>>[],
  key: string | undefined,
  scope: readonly string[],
): readonly Readonly<Record<string, unknown>>[] {
  return events.map((event, index) => {
    if (event.id !== undefined) return event;
    return { ...event, id: key === undefined ? randomUUID() : derivedId([...scope, key, String(index)]) };
  });
}

/** A UUID of version 8 (RFC 9562): the first bits of a SHA-256, with version and variant set. */
function derivedId(parts: readonly string[]): string {
  const hash = createHash('sha256')
    .update(JSON.stringify(['caseline', ...parts]))
    .digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x80, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}
