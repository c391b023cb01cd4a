import fc from 'fast-check';
import { eventTypeNames } from '../../src/domain/events/catalogue.ts';
import { type CivilDay, formatDay } from '../../src/domain/time/civil-day.ts';
import type { Fact } from '../../src/replay/fact.ts';
import { outlook, type Projection, rebuild, step } from '../../src/replay/projection.ts';
import { anyDay, anyWrittenDate } from '../domain/time/dates.ts';
import { anEvent } from './events.ts';
import { factsAt } from './facts.ts';

/** A history as some day shows it, and the day. */
export interface History {
  readonly facts: readonly Fact[];
  readonly validAt: CivilDay;
}

/** Events of any types at any dates, about the inspection, visit, notice and trust of the example events. */
export const anyHistory: fc.Arbitrary<History> = fc
  .tuple(fc.array(fc.tuple(fc.constantFrom(...eventTypeNames), anyWrittenDate), { maxLength: 25 }), anyDay)
  .map(([happened, validAt]) => {
    const events = happened.map(([type, date]) => anEvent(type, { occurred: { date } }));
    return { facts: factsAt(events, { validAt: formatDay(validAt) }), validAt };
  });

/**
 * States what every projection promises: a history folded in two parts gives what it gives folded at once,
 * rebuilt or stepped; and the view is of its schema's shape, plain JSON, and leaves the state alone.
 *
 * @param histories what to fold: an example of the projection's own, or an arbitrary
 */
export function itObeysTheLaws<State, View>(
  projection: Projection<State, View>,
  histories: History | fc.Arbitrary<History> = anyHistory,
): void {
  const arbitrary = 'facts' in histories ? fc.constant(histories) : histories;
  const withCut = arbitrary.chain((history) => fc.tuple(fc.constant(history), fc.nat(history.facts.length)));

  describe(`the laws of '${projection.name}'`, () => {
    it('folds in two parts as at once, and steps as it rebuilds', () => {
      fc.assert(
        fc.property(withCut, ([{ facts }, cut]) => {
          const [before, after] = [facts.slice(0, cut), facts.slice(cut)];
          const whole = rebuild(projection, facts);
          const stepped = step(projection, step(projection, projection.initial(), before), after);
          const resumed = step(projection, rebuild(projection, before), after);
          expect(stepped).toEqual(whole);
          expect(resumed).toEqual(whole);
        }),
      );
    });

    it('has the same certain state, whether what is only possible is looked at or left out', () => {
      fc.assert(
        fc.property(arbitrary, ({ facts }) => {
          const certain = facts.filter(({ begun }) => begun === 'certain');
          expect(outlook(projection, facts).certain).toEqual(rebuild(projection, certain));
        }),
      );
    });

    it('answers with plain JSON of the shape that its schema says, without changing its state', () => {
      fc.assert(
        fc.property(arbitrary, ({ facts, validAt }) => {
          const state = outlook(projection, facts);
          const before = JSON.stringify(state);
          const view = projection.view(state, { validAt });
          expect(JSON.parse(JSON.stringify(view))).toStrictEqual(view);
          expect(projection.schema.parse(view)).toStrictEqual(view);
          expect(JSON.stringify(state)).toBe(before);
        }),
      );
    });
  });
}
