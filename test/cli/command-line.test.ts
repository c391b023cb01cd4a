import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { commandLine, ended } from '../support/command-line.ts';
import { eventId } from '../support/events.ts';

const measure = (number: number, overrides: Record<string, unknown> = {}) =>
  JSON.stringify({
    id: eventId(number),
    type: 'MeasureReported',
    occurred: { date: '2020-05' },
    disclosures: [{ to: 'public', from: '2020-06-01' }],
    source: { id: 'executive-paper' },
    data: { measure: `Referrals ${number}`, value: number, statedBy: 'the council' },
    ...overrides,
  });

describe('the command line', () => {
  const cli = commandLine();
  const run = (...words: string[]) => cli.run(words);

  beforeAll(async () => {
    expect(await run('replay', 'bradford')).toMatchObject({
      code: 1,
      err: expect.stringContaining('caseline import'),
    });
    expect(await run('import')).toMatchObject({
      code: 0,
      out: expect.stringMatching(
        /^histories: \d+ events recorded, 0 already there, 0 refused\ntables: \d+ rows recorded .* 0 refused/,
      ),
    });
  }, 30_000);
  afterAll(() => cli.remove());

  it('loads the bundled histories once', async () => {
    expect((await run('import')).out).toMatch(
      /^histories: 0 events recorded, \d+ already there, 0 refused\ntables: 0 rows recorded \(0 events\), \d+ already there, 0 refused/,
    );
  });

  it('prints an answer with its basis as JSON', async () => {
    const { out } = await run('replay', 'bradford', '--as-of', '2018-10-26', '--as', 'public', '--json');
    expect(JSON.parse(out)).toMatchObject({
      basis: { viewer: 'public', validAt: '2018-10-26' },
      case: { judgement: { current: { overall: 'requires_improvement' } } },
    });
  });

  it('prints an answer that a person can read', async () => {
    const { out } = await run('replay', 'bradford', '--as-of', '2018-10-26', '--as', 'council:380');
    expect(out).toContain('inadequate since 24 October 2018');
    expect(out).toContain('not published: under embargo until 29 October 2018');
    expect(out).toMatch(/Statement of action +due 4 February 2019/);
  });

  it('lists the deadlines of all authorities, or of some', async () => {
    const day = ['--valid-at', '2018-12-01'];
    const bradford = await run('deadlines', 'bradford', '--status', 'due', ...day);
    expect(bradford.out).toContain('4 February 2019: Bradford: Statement of action — due [2018-ilacs]\n');
    expect(bradford.out).not.toContain('9 November 2018');
    const london = await run(
      'deadlines',
      '--region',
      'London',
      '--status',
      'due',
      'overdue',
      '--json',
      ...day,
    );
    const { deadlines } = JSON.parse(london.out);
    expect(new Set(deadlines.map(({ authority }: { authority: string }) => authority))).toEqual(
      new Set(['Bromley', 'Haringey', 'Hounslow']),
    );
    expect((await run('deadlines', '--region', 'Atlantis')).err).toContain('[invalid-question]');
  }, 30_000);

  it.each(['journey', 'deadlines', 'improvement', 'reconciliation'])(
    'prints the projection %s',
    async (name) => {
      const { code, out } = await run('replay', 'bradford', '--projection', name, '--as-of', '2023-12-31');
      expect(code).toBe(0);
      expect(out.split('\n').length).toBeGreaterThan(8);
      const json = await run('replay', 'bradford', '--projection', name, '--json');
      expect(Object.keys(JSON.parse(json.out))).toEqual(['basis', name]);
    },
  );

  it('marks in a timeline what may not have happened yet', async () => {
    const { out } = await run('timeline', 'bradford', '--valid-at', '2018-10-15');
    expect(out).toMatch(/a day in October 2018 +possibly Improvement notice drafted/);
  });

  it.each([
    [['replay', 'bradford', '--as', 'council:38'], /council:380/],
    [['replay', 'bradford', '--valid-at', 'yesterday'], /2018-10-26/],
    [['replay', 'bradford', '--projection', 'weather'], /case, journey/],
    [['replay', 'atlantis'], /bradford/],
    [['import', 'missing.json'], /missing\.json/],
    [['frobnicate'], /--help/],
  ])('says what was wrong with %j', async (words, says) => {
    expect(await cli.run(words)).toMatchObject({ code: 1, out: '', err: expect.stringMatching(says) });
  });

  it('refuses a log that it does not know', async () => {
    const child = await cli.run(['record', 'bradford', 'missing.json']);
    expect(child).toMatchObject({ code: 1, err: expect.stringContaining('missing.json') });
  });

  it('records one event a line, says why one is refused, and goes on', async () => {
    const lines = [measure(1), measure(2, { occurred: { date: '2018-13' } }), 'not json', measure(3)];
    const { code, out, err } = await cli.run(['record', 'bradford', '-'], lines.join('\n'));
    expect(code).toBe(1);
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).position),
    ).toEqual([eventId(1), eventId(3)]);
    expect(err).toMatch(/occurred\/date/);
  });

  it('tells the change that a recording made', async () => {
    const before = JSON.parse((await run('replay', 'bradford', '--json')).out).basis.position;
    await cli.run(['record', 'bradford'], measure(4));
    const { out } = await run('changes', 'bradford', '--from-position', before);
    expect(out).toMatch(/Recorded since\n +May 2020: Referrals 4/);
  });

  it('keeps every acknowledged event when it is killed while it records, and half of none', async () => {
    const child = cli.start('record', 'bradford');
    child.stdin.on('error', () => {}); // the pipe breaks when the process is killed, as it should
    for (let number = 1_000; number < 3_000; number += 1) child.stdin.write(`${measure(number)}\n`);
    const acknowledged: string[] = [];
    const finished = ended(child);
    for await (const line of createInterface({ input: child.stdout })) {
      acknowledged.push(JSON.parse(line).position);
      if (acknowledged.length === 300) child.kill('SIGKILL');
    }
    await finished;
    expect(acknowledged.length).toBeLessThan(2_000);
    const { out } = await run('export');
    const exported = new Set(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).id),
    );
    expect(acknowledged.filter((id) => !exported.has(id))).toEqual([]);
    expect(await run('verify')).toMatchObject({ code: 0 });
  });

  it('follows what another process records, until it is stopped', async () => {
    const child = cli.start('follow', 'bradford', '--type', 'MeasureReported');
    const finished = ended(child);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    let got: string | undefined;
    void lines.next().then(({ value }) => {
      got = value;
    });
    // It follows what comes from when it has begun: so something comes until it has.
    for (let number = 5_000; got === undefined; number += 1)
      await cli.run(['record', 'bradford'], measure(number));
    expect(JSON.parse(got)).toMatchObject({
      type: 'MeasureReported',
      caseId: 'authority-380',
    });
    child.kill('SIGINT');
    expect(await finished).toMatchObject({ code: 0, err: '' });
  });

  it('names the event of which one byte was changed by another SQLite client', async () => {
    const database = new Database(cli.file);
    database.exec('DROP TRIGGER events_are_never_updated');
    database
      .prepare('UPDATE events SET event = replace(event, ?, ?) WHERE id = ?')
      .run('Referrals 1', 'Referrals 7', eventId(1));
    database.close();
    const { code, out } = await run('verify');
    expect(code).toBe(1);
    expect(out).toContain(eventId(1));
  });
});
