import { readFileSync, writeFileSync } from 'node:fs';
import { rules } from '../../../src/domain/rules/rules.ts';
import { rulesPage } from './rules-page.ts';

const page = new URL('../../../docs/rules.md', import.meta.url);

describe('docs/rules.md', () => {
  it('lists the rules as they are (if not: WRITE_DOCS=1 npm run jest -- test/domain/rules/rules-page.test.ts)', () => {
    const written = rulesPage(rules);
    if (process.env.WRITE_DOCS === '1') writeFileSync(page, written);
    expect(readFileSync(page, 'utf8')).toBe(written);
  });

  it('has a row for every rule', () => {
    const text = rulesPage(rules);
    for (const { id, severity } of rules) expect(text).toContain(`| \`${id}\` | ${severity} | `);
  });
});
