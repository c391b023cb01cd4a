import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { commandLine, ended } from './support/command-line.ts';
import { anEvent } from './support/events.ts';
import { sent } from './support/http.ts';

/** An inspection of 2024, which the bundled record does not reach. */
const inspectionId = '2024-ilacs';
const occurred = { date: '2024-03-04' };
const later = {
  InspectionCarriedOut: { occurred, data: { inspectionId, framework: 'ILACS_2023' } },
  JudgementsIssued: {
    occurred,
    data: { inspectionId, framework: 'ILACS_2023', overall: 'inadequate', areas: [] },
  },
  ReportPublished: { occurred, data: { inspectionId } },
} as const;

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
        // What follows goes on for ever: two seconds of it are enough, and their end is no failure.
        .replaceAll(/curl -sN ('[^']+')/g, '{ curl -sN --max-time 2 $1 || [ $? = 28 ]; }')
        .replaceAll('curl -s ', 'curl -sf ');
      const shell = spawn('bash', ['-euo', 'pipefail', '-c', script], {
        cwd: cli.folder,
        env: cli.environment,
      });
      const { code, out, err } = await ended(shell);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out + block).toMatch(/\S/);
    },
  );

  /** The example in TypeScript that has these words. */
  const example = (words: string): string =>
    [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].find(([, code]) => code?.includes(words))?.[1] ?? '';
  const run = (script: string) =>
    spawn(process.execPath, ['--input-type=module', '-e', script], { cwd: cli.root });

  it('has an example for library users that runs', async () => {
    const script = example('openCaseline').replace('sqlite:var/caseline.db', `sqlite:${cli.file}`);
    const { code, out } = await ended(run(script));
    expect(code).toBe(0);
    expect(out).toContain('requires_improvement');
  });

  it('has an example that tells of every authority that becomes inadequate', async () => {
    const node = run(`${example('caseline/client').replace('http://127.0.0.1:8080', url)}
      live.england('board').subscribe(() => console.log('the board changed'));`);
    const told: string[] = [];
    const recorded = ['InspectionCarriedOut', 'JudgementsIssued', 'ReportPublished'] as const;
    for await (const line of createInterface({ input: node.stdout })) {
      told.push(line);
      if (told.length > 1) break;
      const events = recorded.map((type) => JSON.stringify(sent(anEvent(type, later[type]))));
      expect(await cli.run(['record', 'calderdale'], events.join('\n'))).toMatchObject({ code: 0 });
    }
    node.kill();
    expect(told).toContain('Calderdale became inadequate');
  });

  it('names every setting', async () => {
    const config = readFileSync(`${cli.root}src/api/config.ts`, 'utf8');
    for (const [name] of config.matchAll(/CASELINE_[A-Z_]+/g)) expect(readme).toContain(name);
  });
});
