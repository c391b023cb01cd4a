import fc from 'fast-check';
import { threeClocks } from '../../../src/page/pictures/three-clocks.ts';

const day = (n: number): string => `2018-10-${String(n).padStart(2, '0')}`;
const answers = (...grades: readonly (readonly [string, string, string])[]) =>
  grades.map(([happened, councilKnew, publicKnew], index) => ({
    day: day(index + 1),
    happened,
    councilKnew,
    publicKnew,
  }));

describe('the picture of three clocks', () => {
  it('joins days with one answer', () => {
    const picture = threeClocks(
      answers(['good', 'good', 'good'], ['inadequate', 'good', 'good'], ['inadequate', 'inadequate', 'good']),
      day(2),
    );
    const drawn = picture.rows.map(({ clock, spells }) => [
      clock,
      spells.map(({ grade, width }) => [grade, width]),
    ]);
    expect(drawn).toEqual([
      [
        'happened',
        [
          ['good', 33.33],
          ['inadequate', 66.67],
        ],
      ],
      [
        'councilKnew',
        [
          ['good', 66.67],
          ['inadequate', 33.33],
        ],
      ],
      ['publicKnew', [['good', 100]]],
    ]);
    expect(picture.moment).toBe(50);
    expect(picture.grades).toEqual(['good', 'inadequate']);
    expect(picture.days.map(({ label }) => label)).toEqual(['1', '2', '3']);
  });

  it('names a grade where there is room, and not across the line of the moment', () => {
    const whole = (moment: number) =>
      threeClocks(
        answers(...Array.from({ length: 10 }, () => ['good', 'good', 'good'] as const)),
        day(moment),
      ).rows[0]?.spells[0]?.named;
    expect([whole(10), whole(3), whole(1)]).toEqual(['everywhere', 'where-wide', 'nowhere']);
  });

  it('fills the whole of its room, whatever the answers', () => {
    const grade = fc.constantFrom('good', 'inadequate', 'not_yet_judged');
    fc.assert(
      fc.property(fc.array(fc.tuple(grade, grade, grade), { minLength: 1, maxLength: 28 }), (grades) => {
        for (const { spells } of threeClocks(answers(...grades), day(1)).rows) {
          let end = 0;
          for (const { x, width } of spells) {
            expect(x).toBeCloseTo(end, 1);
            end = x + width;
          }
          expect(end).toBeCloseTo(100, 1);
        }
      }),
    );
  });
});
