import type { Rule } from '../../../src/domain/rules/rule.ts';

const headings = {
  impossible:
    'No reading of the dates could make it true. The event is refused, with the rule, its citation and what it met.',
  unusual: 'Accepted, and visible as an anomaly of the case for as long as it stands.',
} as const;

/** `docs/rules.md`, made from the rules themselves. */
export function rulesPage(rules: readonly Rule[]): string {
  const counted = `${rules.length} rules`;
  const table = (severity: Rule['severity']): string => {
    const rows = rules
      .filter((rule) => rule.severity === severity)
      .map(({ id, says, citation }) => `| \`${id}\` | ${severity} | ${cell(says)} | ${cell(citation)} |`);
    const name = severity === 'impossible' ? 'Impossible' : 'Unusual';
    return [
      `## ${name}`,
      '',
      headings[severity],
      '',
      '| rule | severity | says | citation |',
      '| --- | --- | --- | --- |',
      ...rows,
      '',
    ].join('\n');
  };
  return [
    '# What cannot happen, and what hardly does',
    '',
    `${counted}, each in \`src/domain/rules/\`. A rule runs when an event is recorded, on that event and on those that`,
    'rest on it, and on the whole case whenever it is replayed: facts arrive late and out of order. It knows only',
    'the events that the viewer may know, so that what it says of them is all that it can tell.',
    '',
    'Dates may be imprecise. A rule is broken only if it is broken on every reading of them; on the same day is',
    'never before.',
    '',
    'This page is made from the rules: `WRITE_DOCS=1 npm run jest -- test/domain/rules/rules-page.test.ts`.',
    '',
    table('impossible'),
    table('unusual'),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|');
