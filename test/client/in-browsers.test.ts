import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync, transformSync } from '@swc/core';

/** What a bundler for browsers would put together, starting at the client. */
const root = fileURLToPath(new URL('../..', import.meta.url));
const entry = join(root, 'src/client/client.ts');

/** What a package gives to browsers: the first of its conditions that they meet. */
const met = ['browser', 'import', 'module', 'default'];
function chosen(exported: unknown): string | undefined {
  if (typeof exported === 'string') return exported;
  for (const [condition, value] of Object.entries(Object(exported)))
    if (met.includes(condition)) return chosen(value);
  return undefined;
}

function resolved(specifier: string, from: string): string {
  if (specifier.startsWith('.')) {
    const named = join(dirname(from), specifier);
    return existsSync(named) ? named : `${named}.js`; // rxjs leaves that to bundlers
  }
  const [, name = '', rest = ''] = /^((?:@[^/]+\/)?[^/]+)(.*)$/.exec(specifier) ?? [];
  const folder = join(root, 'node_modules', name);
  const { exports, module } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const target = chosen(exports?.[`.${rest}`]) ?? module;
  if (typeof target !== 'string') throw new Error(`${specifier} gives nothing to browsers`);
  return join(folder, target);
}

/** What a file imports when it runs: without its types, and so without what was imported for them alone. */
function imports(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  const jsc = { parser: { syntax: 'typescript' }, target: 'es2022' } as const;
  const { code } = file.endsWith('.ts')
    ? transformSync(source, { jsc, module: { type: 'es6' } })
    : { code: source };
  return parseSync(code, { syntax: 'ecmascript' }).body.flatMap((statement) =>
    'source' in statement && statement.source ? [statement.source.value] : [],
  );
}

const files = new Map<string, readonly string[]>();
const walk = (file: string): void => {
  if (files.has(file)) return;
  const found = imports(file);
  files.set(file, found);
  for (const specifier of found) if (!specifier.startsWith('node:')) walk(resolved(specifier, file));
};
walk(entry);
const ours = [...files.keys()].flatMap((file) =>
  file.startsWith(join(root, 'src')) ? [file.slice(root.length)] : [],
);

it('nothing of the client needs Node', () => {
  const needed = [...files].flatMap(([file, found]) =>
    found.filter((one) => one.startsWith('node:')).map((one) => `${file} imports ${one}`),
  );
  expect(needed).toEqual([]);
  expect(files.size).toBeGreaterThan(20); // it was walked, packages and all
});

it('nothing of the service comes along', () => {
  expect(ours.toSorted()).toEqual([
    'src/client/client.ts',
    'src/client/following.ts',
    'src/client/frames.ts',
    'src/client/live.ts',
    'src/client/problem.ts',
    'src/client/requests.ts',
    'src/client/states.ts',
    'src/domain/canonical.ts',
    'src/projections/content-hash.ts',
    'src/projections/json-patch.ts',
  ]);
});

it('only a few small packages come along', () => {
  const packages = [...files.keys()].flatMap(
    (file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? [],
  );
  expect([...new Set(packages)].toSorted()).toEqual([
    '@noble/hashes',
    'canonicalize',
    'eventsource-parser',
    'immer',
    'rxjs',
    'tslib',
  ]);
});
