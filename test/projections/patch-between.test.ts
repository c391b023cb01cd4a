import * as fc from 'fast-check';
import jsonPatch from 'fast-json-patch';
import { canonical } from '../../src/domain/canonical.ts';
import type { Operation } from '../../src/projections/json-patch.ts';
import { patchBetween } from '../../src/projections/patch-between.ts';

/** A value as its reader gets it: JSON has no undefined. */
const asSent = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value));

/** What a patch makes, by an implementation that is not ours. */
const applied = (before: unknown, patch: readonly Operation[]): unknown =>
  jsonPatch.applyPatch(asSent(before), asSent(patch) as jsonPatch.Operation[], true).newDocument; // checked by its validation

/** Names that mean something in a pointer, in a list, or in JavaScript. */
const awkward = ['', '/', '~', '~1', 'a/b', 'm~n', '0', '-', 'length', 'constructor', 'toString', 'ß'];

const key = fc
  .oneof(fc.constantFrom(...awkward), fc.string({ maxLength: 3 }))
  .filter((k) => k !== '__proto__');
const leaf = fc.oneof(
  fc.constantFrom(null, true, false, 0, -0, 1, '', 'a', 'inadequate'),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.string(),
);
const { value: anyJson } = fc.letrec<{ value: unknown; list: unknown[]; record: Record<string, unknown> }>(
  (tie) => ({
    value: fc.oneof({ maxDepth: 4 }, leaf, tie('list'), tie('record')),
    list: fc.array(tie('value'), { maxLength: 5 }),
    record: fc.dictionary(key, fc.oneof({ weight: 5, arbitrary: tie('value') }, fc.constant(undefined)), {
      maxKeys: 5,
    }),
  }),
);

/** Two values of which the second is mostly like the first, as states that follow each other are. */
const followingEachOther = fc.oneof(
  fc.tuple(anyJson, anyJson),
  anyJson.chain((before) => fc.tuple(fc.constant(before), changed(before))),
);

/** The same value with some of its members changed, gone or new. */
function changed(value: unknown): fc.Arbitrary<unknown> {
  const other = fc.oneof({ weight: 1, arbitrary: anyJson }, { weight: 3, arbitrary: fc.constant(value) });
  if (Array.isArray(value))
    return fc
      .tuple(...value.map((one) => fc.oneof({ weight: 4, arbitrary: changed(one) }, fc.constant(gone))))
      .chain((members) => {
        const kept = members.filter((one) => one !== gone);
        return fc
          .tuple(fc.nat(kept.length), fc.array(anyJson, { maxLength: 2 }))
          .map(([at, more]) => kept.toSpliced(at, 0, ...more));
      });
  if (typeof value === 'object' && value !== null)
    return fc
      .tuple(
        ...Object.entries(value).map(([name, one]) =>
          fc
            .oneof({ weight: 4, arbitrary: changed(one) }, fc.constant(gone))
            .map((next) => [name, next] as const),
        ),
      )
      .chain((members) =>
        fc.dictionary(key, anyJson, { maxKeys: 1 }).map((more) => ({
          ...Object.fromEntries(members.filter(([, one]) => one !== gone)),
          ...more,
        })),
      );
  return other;
}
const gone = Symbol('gone');

describe('the patch between two states', () => {
  it('makes the second of the first, whoever applies it', () => {
    fc.assert(
      fc.property(followingEachOther, ([before, after]) => {
        const patch = patchBetween(before, after);
        expect(canonical(applied(before, patch))).toBe(canonical(asSent(after)));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is empty exactly where both say the same', () => {
    fc.assert(
      fc.property(followingEachOther, ([before, after]) => {
        const isSame = canonical(asSent(before)) === canonical(asSent(after));
        expect(patchBetween(before, after).length === 0).toBe(isSame);
        expect(patchBetween(before, asSent(before))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves both as they were', () => {
    fc.assert(
      fc.property(followingEachOther, ([before, after]) => {
        const [first, second] = [structuredClone(before), structuredClone(after)];
        patchBetween(before, after);
        expect([before, after]).toEqual([first, second]);
      }),
    );
  });

  it('takes a member that is undefined for one that is not there', () => {
    expect(patchBetween({ a: 1, b: undefined }, { a: undefined, b: 2 })).toEqual([
      { op: 'remove', path: '/a' },
      { op: 'add', path: '/b', value: 2 },
    ]);
    expect(patchBetween({ a: undefined }, {})).toEqual([]);
  });

  it('tells a name of a member from what every JavaScript object has', () => {
    const of = (text: string): unknown => JSON.parse(text); // an object literal would set the prototype
    for (const name of ['__proto__', 'constructor', 'toString']) {
      const record = of(`{"${name}":{"a":1}}`);
      expect(patchBetween(record, {})).toEqual([{ op: 'remove', path: `/${name}` }]);
      expect(patchBetween({}, record)).toEqual([{ op: 'add', path: `/${name}`, value: { a: 1 } }]);
      expect(patchBetween(record, of(`{"${name}":{"a":2}}`))).toEqual([
        { op: 'replace', path: `/${name}/a`, value: 2 },
      ]);
    }
  });

  const rows = Array.from({ length: 900 }, (_, n) => ({
    la: String(n),
    name: `Place ${n}`,
    overall: ['good', n],
  }));
  const row = { la: 'new', name: 'New place', overall: ['inadequate', -1] };

  it.each([0, 1, 450, 899, 900])('is one operation for a row more in 900, at %i', (at) => {
    const more = rows.toSpliced(at, 0, row);
    expect(patchBetween({ rows }, { rows: more })).toEqual([{ op: 'add', path: `/rows/${at}`, value: row }]);
  });

  it.each([0, 1, 450, 899])('is one operation for a row less in 900, at %i', (at) => {
    expect(patchBetween({ rows }, { rows: rows.toSpliced(at, 1) })).toEqual([
      { op: 'remove', path: `/rows/${at}` },
    ]);
  });

  it('names of a changed row only what changed', () => {
    const after = rows.with(450, { la: '450', name: 'Place 450', overall: ['inadequate', 450] });
    expect(patchBetween({ rows }, { rows: after })).toEqual([
      { op: 'replace', path: '/rows/450/overall/0', value: 'inadequate' },
    ]);
  });
});
