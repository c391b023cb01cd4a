import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openTemplates } from '../../src/page/templates.ts';

const folder = fileURLToPath(new URL('../../web/templates', import.meta.url));
const templates = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.njk'))
  .map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const);

const forbidden: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['text that is not escaped', /\|\s*safe\b|autoescape/],
  ['markup as a parameter of a component', /\bhtml:/],
  ['a script within the page', /<script(?![^>]*\bsrc=)/],
  ['a style within the page', /<style|\sstyle=/],
  ['a handler within the page', /\son[a-z]+=/],
];

describe('the templates', () => {
  it('are there', () => {
    expect(templates.length).toBeGreaterThan(5);
  });

  it.each(templates)(
    '%s has nothing that the Content Security Policy would refuse, or that a fact could abuse',
    (_name, text) => {
      expect(forbidden.filter(([, pattern]) => pattern.test(text)).map(([what]) => what)).toEqual([]);
    },
  );

  it('escape what goes into them', () => {
    const page = { title: '<script>alert("1")</script>', navigation: [{ href: '/' }], others: [] };
    const html = openTemplates()('problem.njk', { page, problem: {}, assets: {} });
    expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
    expect(html).not.toContain('<script>alert');
  });
});
