import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A folder of its own with a log, and the real command line in a process of its own. */
export function commandLine() {
  const folder = mkdtempSync(join(tmpdir(), 'caseline-cli-'));
  const environment = {
    ...process.env,
    CASELINE_LOG: `sqlite:${join(folder, 'caseline.db')}`,
    CASELINE_KEYS_FILE: join(folder, 'keys.json'),
    CASELINE_PORT: '0',
    NODE_OPTIONS: '',
  };
  const startWith = (node: readonly string[], words: readonly string[]) =>
    spawn(process.execPath, [...node, join(root, 'bin/caseline.js'), ...words], {
      cwd: folder,
      env: environment,
    });
  const start = (...words: readonly string[]) => startWith([], words);
  return {
    folder,
    root,
    environment,
    file: join(folder, 'caseline.db'),
    start,
    async run(words: readonly string[], input = ''): Promise<Ran> {
      const child = start(...words);
      child.stdin.end(input);
      return ended(child);
    },
    /** As `run`, with options for node itself. */
    async runWith(node: readonly string[], words: readonly string[]): Promise<Ran> {
      const child = startWith(node, words);
      child.stdin.end();
      return ended(child);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What a process printed, once it has ended. */
export function ended(child: ReturnType<typeof spawn>): Promise<Ran> {
  let out = '';
  let err = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}
