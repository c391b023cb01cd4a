import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import nunjucks from 'nunjucks';
import { inEnglish } from '../domain/time/edtf-in-english.ts';
import { gradeName, instantInWords, sentence, statusName } from './words.ts';

const own = fileURLToPath(new URL('../../web/templates', import.meta.url));
const govuk = join(dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json')), 'dist');

/** Makes pages of `web/templates`. Whatever is put into them is escaped: no template may switch that off. */
export function openTemplates(): (template: string, context: object) => string {
  const templates = new nunjucks.Environment(new nunjucks.FileSystemLoader([own, govuk]), {
    autoescape: true,
    trimBlocks: true,
    lstripBlocks: true,
  });
  templates.addFilter('day', (edtf: string) => inEnglish(edtf));
  templates.addFilter('instant', instantInWords);
  templates.addFilter('gradeName', gradeName);
  templates.addFilter('statusName', statusName);
  templates.addFilter('sentence', sentence);
  templates.addFilter('number', (count: number) => count.toLocaleString('en-GB'));
  return (template, context) => templates.render(template, context);
}
