import { rules } from '../../../src/domain/rules/rules.ts';
import { examples } from './examples.ts';
import { findingsWhenRecorded, rulesIn, theFinding } from './given.ts';

describe('the rules', () => {
  it('have an example that keeps and one that breaks each of them', () => {
    expect(Object.keys(examples).sort()).toEqual(rules.map(({ id }) => id).sort());
    for (const [id, { passes, fails }] of Object.entries(examples)) {
      expect({ id, passes: passes.length > 0, fails: fails.length > 0 }).toEqual({
        id,
        passes: true,
        fails: true,
      });
    }
  });

  it('have an id each, a sentence, a citation and types to check', () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    for (const { id, says, citation, checks } of rules) {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(says).toMatch(/^[A-Z].*\.$/);
      expect(citation).not.toBe('');
      expect(checks.length).toBeGreaterThan(0);
    }
  });

  describe.each(rules)('$id', ({ id, severity, citation }) => {
    const { passes, fails } = examples[id] ?? { passes: [], fails: [] };

    it.each(passes.map((example, index) => ({ n: index + 1, ...example })))(
      'is kept ($n)',
      ({ given, when }) => {
        expect(rulesIn(findingsWhenRecorded(when, given))).not.toContain(id);
      },
    );

    it.each(fails.map((example, index) => ({ n: index + 1, ...example })))(
      'is broken ($n)',
      ({ given, when, message }) => {
        const finding = theFinding(id, findingsWhenRecorded(when, given));
        expect(finding).toMatchObject({ rule: id, severity, citation });
        expect(finding.message).toMatch(message);
        expect(finding.events).toContain(when.id);
        expect(new Set(finding.events).size).toBe(finding.events.length);
        expect(JSON.parse(JSON.stringify(finding.facts))).toEqual(finding.facts); // plain data, nothing lost
      },
    );
  });
});
