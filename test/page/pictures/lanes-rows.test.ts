import fc from 'fast-check';
import { type Placeable, slotsOf } from '../../../src/page/pictures/lane-rows.ts';

interface Thing extends Placeable {
  readonly name: string;
}

const mark = (name: string, left: number, more: Partial<Thing> = {}): Thing => ({
  name,
  left,
  right: left + 28,
  reach: left + 28,
  isBand: false,
  main: true,
  ...more,
});

const shown = (things: readonly Thing[]) =>
  slotsOf(things).map(({ row, members }) => [row, ...members.map(({ name }) => name)]);

describe('the rows of a lane', () => {
  it('hold in one row what does not overlap', () => {
    expect(shown([mark('a', 0), mark('b', 28), mark('c', 100)])).toEqual([
      [0, 'a'],
      [0, 'b'],
      [0, 'c'],
    ]);
  });

  it('are three at most: what finds no room joins a mark in its way', () => {
    expect(shown([mark('a', 0), mark('b', 5), mark('c', 10), mark('d', 15)])).toEqual([
      [0, 'a'],
      [1, 'b'],
      [2, 'c', 'd'],
    ]);
  });

  it('give room first to what matters most', () => {
    const minor = [
      mark('a', 0, { main: false }),
      mark('b', 5, { main: false }),
      mark('c', 10, { main: false }),
    ];
    expect(shown([...minor, mark('published', 15)])).toEqual([
      [0, 'published'],
      [1, 'a'],
      [2, 'b', 'c'],
    ]);
  });

  it('take one place for more than three that lie on the very same days', () => {
    expect(shown(['a', 'b', 'c', 'd'].map((name) => mark(name, 50)))).toEqual([[0, 'a', 'b', 'c', 'd']]);
  });

  it('keep a row for each band that lasts beside others, and never make one of two', () => {
    const bands = [0, 10, 20, 30].map((left) =>
      mark(`from ${left}`, left, { right: 500, reach: 500, isBand: true }),
    );
    expect(shown([...bands, mark('step', 100)])).toEqual([
      [0, 'from 0'],
      [1, 'from 10'],
      [2, 'from 20'],
      [3, 'from 30'],
      [4, 'step'],
    ]);
  });

  it('leave room for what is written, while there is another row', () => {
    expect(shown([mark('a', 0, { reach: 90 }), mark('b', 40, { reach: 130 })])).toEqual([
      [0, 'a'],
      [1, 'b'],
    ]);
  });

  it('lose nothing, and lay nothing on anything else', () => {
    const things = fc.array(
      fc
        .tuple(
          fc.integer({ min: 0, max: 400 }),
          fc.integer({ min: 28, max: 200 }),
          fc.boolean(),
          fc.boolean(),
        )
        .map(([left, width, isBand, main]) =>
          mark('', left, { right: left + width, reach: left + width, isBand, main }),
        ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(things, (all) => {
        const slots = slotsOf(all);
        expect(slots.flatMap(({ members }) => members)).toHaveLength(all.length);
        expect(new Set(slots.flatMap(({ members }) => members))).toEqual(new Set(all));
        for (const one of slots)
          for (const other of slots)
            if (one !== other && one.row === other.row)
              expect(
                one.members[0].right <= other.members[0].left ||
                  other.members[0].right <= one.members[0].left,
              ).toBe(true);
      }),
    );
  });
});
