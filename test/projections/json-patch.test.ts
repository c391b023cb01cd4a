import * as fc from 'fast-check';
import { pathOf, pointerOf } from '../../src/projections/json-patch.ts';

it.each([
  ['', []],
  ['/', ['']],
  ['/rows/0/overall', ['rows', '0', 'overall']],
  ['/a~1b/m~0n', ['a/b', 'm~n']],
  ['/~01', ['~1']],
])('the pointer %j names the place %j', (pointer, path) => {
  expect(pathOf(pointer)).toEqual(path);
  expect(pointerOf(path)).toBe(pointer);
});

it('leads to the same place there and back', () => {
  const key = fc.oneof(fc.string(), fc.constantFrom('~', '/', '~1', '~0', '-'), fc.nat().map(String));
  fc.assert(
    fc.property(fc.array(key), (path) => {
      expect(pathOf(pointerOf(path))).toEqual(path);
    }),
  );
});

it('refuses what is no pointer', () => {
  expect(() => pathOf('rows/0')).toThrow("'rows/0' is no JSON Pointer");
});
