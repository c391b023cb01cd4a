import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { commandLine, ended } from './support/command-line.ts';

/** What a reader copies from the README does what it says. */
describe('the README', () => {
  const cli = commandLine();
  const readme = readFileSync(`${cli.root}README.md`, 'utf8');
  const blocks = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => block ?? '');
  const server = cli.start('serve', '--demo');
  const stopped = ended(server);
  let url = '';

  beforeAll(async () => {
    for await (const line of createInterface({ input: server.stdout })) {
      url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? url;
      if (line.startsWith('What there is:')) break;
    }
    expect(url).not.toBe('');
  });
  afterAll(async () => {
    server.kill('SIGTERM');
    expect((await stopped).code).toBe(0);
    cli.remove();
  });

  it('has a block of commands for each of the five things', () => {
    expect(blocks).toHaveLength(5);
  });

  it.each(blocks.map((block, index) => [index + 1, block]))(
    'thing %i can be copied and run',
    async (_number, block) => {
      const script = String(block)
        .replaceAll('npx caseline', `'${process.execPath}' '${cli.root}bin/caseline.js'`)
        .replaceAll('http://127.0.0.1:8080', url)
        .replaceAll(' data/', ` ${cli.root}data/`)
        .replaceAll('curl -s', 'curl -sf');
      const shell = spawn('bash', ['-euo', 'pipefail', '-c', script], {
        cwd: cli.folder,
        env: cli.environment,
      });
      const { code, out, err } = await ended(shell);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out + block).toMatch(/\S/);
    },
  );

  it('has an example for library users that runs', async () => {
    const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
    const script = example.replace('sqlite:var/caseline.db', `sqlite:${cli.file}`);
    const node = spawn(process.execPath, ['--input-type=module', '-e', script], { cwd: cli.root });
    const { code, out } = await ended(node);
    expect(code).toBe(0);
    expect(out).toContain('requires_improvement');
  });

  it('names every setting', async () => {
    const config = readFileSync(`${cli.root}src/api/config.ts`, 'utf8');
    for (const [name] of config.matchAll(/CASELINE_[A-Z_]+/g)) expect(readme).toContain(name);
  });
});
