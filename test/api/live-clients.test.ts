import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { EventSource } from 'eventsource';
import jsonPatch from 'fast-json-patch';
import type { NewEvent } from '../../src/domain/events/catalogue.ts';
import { contentHash } from '../../src/projections/content-hash.ts';
import { anEvent } from '../support/events.ts';
import { type ServingProcess, startServingProcess } from '../support/serving-process.ts';

let service: ServingProcess;
beforeAll(async () => {
  service = await startServingProcess();
  await service.record(anEvent('AuthorityRegistered'));
}, 60_000);
afterAll(() => service.remove());

/** Every other one may be known to nobody but its recorder. */
const events: readonly NewEvent[] = Array.from({ length: 60 }, (_, n) =>
  anEvent('OfficeHolderNamed', {
    disclosures: n % 2 === 0 ? [{ to: 'public', from: '2018-10-24' }] : [],
    data: { name: `Director ${n}` },
  }),
);

/** The ids of what the public may see, in log order, as the service lists them. */
async function listed(): Promise<string[]> {
  const answer = await fetch(`${service.url}/v1/authorities/380/events?limit=500`);
  const { events } = (await answer.json()) as { events: { id: string }[] }; // this API's own answer
  return events.map(({ id }) => id);
}

describe('clients of the npm package eventsource', () => {
  it('end with every event once, in order, though the service is killed, and stopped, meanwhile', async () => {
    const got = Array.from({ length: 5 }, (): string[] => []);
    const states: { hash: string; state: unknown }[] = [];
    const patched: string[] = [];
    let changed = (): void => {};
    const until = async (isSo: () => boolean): Promise<void> => {
      while (!isSo()) await new Promise<void>((resolve) => (changed = resolve));
    };

    const sources = got.map((ids) => {
      const source = new EventSource(`${service.url}/v1/live/events?after=start`);
      source.addEventListener('message', ({ lastEventId, data }) => {
        expect(JSON.parse(data).id).toBe(lastEventId);
        ids.push(lastEventId);
        changed();
      });
      return source;
    });
    const bradford = new EventSource(`${service.url}/v1/live/cases/380`);
    bradford.addEventListener('state', ({ data }) => {
      states.push(JSON.parse(data));
      changed();
    });
    bradford.addEventListener('patch', ({ data }) => {
      const { before, after, patch } = JSON.parse(data);
      const held = states.at(-1);
      expect(held?.hash).toBe(before);
      const state = jsonPatch.applyPatch(held?.state, patch, true, false).newDocument;
      expect(contentHash(state)).toBe(after);
      states.push({ hash: after, state });
      patched.push(after);
      changed();
    });

    try {
      await until(() => states.length > 0);
      const recording = (async () => {
        for (const event of events) await service.record(event);
      })();
      const [first = []] = got;
      await until(() => first.length >= 10);
      await service.end('SIGKILL');
      await service.startAgain();
      await until(() => first.length >= 20);
      await service.end('SIGTERM');
      await service.startAgain();
      await recording;

      const ids = await listed();
      await until(() => got.every((some) => some.at(-1) === ids.at(-1)));
      expect(ids.length).toBeGreaterThan(30);
      for (const some of got) expect(some).toEqual(ids);

      const answer = await fetch(`${service.url}/v1/authorities/380/case`);
      const { case: state } = (await answer.json()) as { case: unknown }; // this API's own answer
      const hash = contentHash(state);
      await until(() => states.at(-1)?.hash === hash);
      // Only the first was whole: the rest were patches from what they had, across restarts.
      expect(states.length - patched.length).toBe(1);
      expect(patched.length).toBeGreaterThan(0);
    } finally {
      for (const source of [...sources, bradford]) source.close();
    }
  }, 60_000);
});

const hasCurl = spawnSync('curl', ['--version']).status === 0;
const reason = hasCurl ? '' : ' (skipped: there is no curl here; apt-get install curl)';
if (!hasCurl) process.stderr.write(`live-clients.test.ts: curl is not followed by${reason}\n`);

describe('curl -N', () => {
  (hasCurl ? it : it.skip)(
    `prints what comes as it comes${reason}`,
    async () => {
      const address = `${service.url}/v1/live/events?type=ProgressReported,FundingProposed`;
      const curl = spawn('curl', ['-sN', '-H', 'Last-Event-ID: start', address]);
      let out = '';
      curl.stdout.setEncoding('utf8').on('data', (text) => {
        out += text;
      });
      const printed = async (pattern: RegExp): Promise<void> => {
        while (!pattern.test(out)) await once(curl.stdout, 'data');
      };
      await printed(/^retry: 2000\n\nevent: caught-up\n/);
      for (const event of [anEvent('ProgressReported'), anEvent('FundingProposed')]) {
        await service.record(event);
        await printed(new RegExp(`\nid: ${event.id}\ndata: {.+}\n\n$`));
      }
      const exited = once(curl, 'exit');
      await service.end('SIGTERM');
      expect(await exited).toEqual([0, null]);
      expect(out).toMatch(/\nretry: \d+\nevent: end\ndata: {"reason":"stopping",.+}\n\n$/);
    },
    20_000,
  );
});
