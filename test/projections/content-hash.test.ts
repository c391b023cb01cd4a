import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { canonical } from '../../src/domain/canonical.ts';
import { contentHash } from '../../src/projections/content-hash.ts';

it('is the SHA-256 of the canonical JSON, as anybody can recompute it', () => {
  expect(contentHash({})).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const known = createHash('sha256').update(canonical(value), 'utf8').digest('hex');
      expect(contentHash(value)).toBe(known);
    }),
  );
});

it('does not depend on the order of members, nor on members that JSON leaves out', () => {
  expect(contentHash({ la: '380', name: 'Bradford', since: undefined })).toBe(
    contentHash({ name: 'Bradford', la: '380' }),
  );
  expect(contentHash(['Bradford', 'Leeds'])).not.toBe(contentHash(['Leeds', 'Bradford']));
});

it('refuses what JSON cannot carry', () => {
  for (const value of [undefined, Number.NaN, { half: '\ud800' }]) expect(() => contentHash(value)).toThrow();
});
