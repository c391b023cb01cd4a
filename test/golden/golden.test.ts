import { readFileSync } from 'node:fs';
import { eventTypeNames } from '../../src/domain/events/catalogue.ts';
import { canonical } from '../../src/domain/canonical.ts';
import { decode, piecesOf, storedText } from '../../src/log/codec.ts';
import { leafOf } from '../../src/log/leaf.ts';

/** A line of the file: an event as it is stored, with what was stored beside it. Never rewrite one; add to them. */
interface Golden {
  readonly event: { readonly type: string; readonly schema: number; readonly recordedAt: string };
  readonly revision: number;
  readonly salt: string;
  readonly leaf: string;
}

const lines = readFileSync(new URL('./every-event.ndjson', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n');
const golden = lines.map((line): [name: string, golden: Golden] => {
  const parsed: Golden = JSON.parse(line);
  return [`${parsed.event.type} ${parsed.event.schema}`, parsed];
});

describe('every event that was ever written', () => {
  it.each(golden)(
    '%s reads as it was written, and its leaf is the same',
    (_, { event, revision, salt, leaf }) => {
      const text = canonical(event);
      const decoded = decode({ position: '0000000000000001', revision, event: text });
      const pieces = piecesOf(decoded);
      const { recordedAt } = decoded;
      expect(storedText(pieces, recordedAt)).toBe(text);
      const recomputed = leafOf(pieces, { revision, recordedAt, salt: Buffer.from(salt, 'hex') });
      expect(recomputed.toString('hex')).toBe(leaf);
    },
  );

  it('is kept in lines of canonical JSON', () => {
    for (const line of lines) expect(canonical(JSON.parse(line))).toBe(line);
  });

  it('is of every type in the catalogue', () => {
    const written = new Set(golden.map(([, { event }]) => event.type));
    expect(eventTypeNames.filter((type) => !written.has(type))).toEqual([]);
  });
});
