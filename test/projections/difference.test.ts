import { differences } from '../../src/projections/difference.ts';

describe('the difference between two answers', () => {
  it('is the smallest values that differ, with the place of each', () => {
    expect(differences({ a: { b: 1, c: 2 } }, { a: { b: 1, c: 3 } })).toEqual([
      { path: '/a/c', before: 2, after: 3 },
    ]);
  });

  it('matches members of lists by name, so that one more at the front is one difference', () => {
    const before = [{ id: 'x', due: 1 }];
    const after = [
      { id: 'y', due: 2 },
      { id: 'x', due: 1 },
    ];
    expect(differences(before, after)).toEqual([{ path: '/y', before: null, after: { id: 'y', due: 2 } }]);
  });

  it('is nothing for equal answers', () => {
    const answer = { list: [{ id: 'x' }, 1, null], text: 'same' };
    expect(differences(answer, structuredClone(answer))).toEqual([]);
  });

  it('writes names with slashes as a JSON Pointer does', () => {
    expect(differences({ 'a/b': 1 }, { 'a/b': 2 })).toEqual([{ path: '/a~1b', before: 1, after: 2 }]);
  });
});
