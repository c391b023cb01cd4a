import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Streams, usualLimits } from '../../src/api/streams.ts';
import { type Caseline, copyLog, eventJson, openCaseline } from '../../src/caseline.ts';
import type { RecordedEvent } from '../../src/domain/events/catalogue.ts';
import { bundledEngland } from '../support/england-log.ts';
import { anEvent } from '../support/events.ts';
import { startDouble } from '../support/eventstoredb/double.ts';
import { realServer, realServerAsked } from '../support/eventstoredb/real-server.ts';
import { everyQuestion, everyStream, operationOf } from '../support/every-question.ts';
import { type Asked, Client, type Heard, headersOf } from '../support/hidden/client.ts';
import { sameOfAll } from '../support/hidden/difference.ts';
import { holds } from '../support/hidden/draw.ts';
import { probes } from '../support/hidden/probes.ts';
import { anyRequest, numbered } from '../support/hidden/request.ts';
import { type Answer, sent, startTestApi, type TestApi } from '../support/http.ts';
import { makeSigner, type Signer } from '../support/http-tokens.ts';
import { SseReader } from '../support/sse.ts';

/** Late enough that everything that comes with Caseline has been disclosed. */
const today = '2026-12-15';
const parties = ['public', 'council:380', 'auditor'] as const;

/** Where logs can be made: each call names another one. */
interface Place {
  readonly newLog: () => string;
  close(): Promise<void>;
}

const onServer = (connection: string, close: () => Promise<void>): Place => ({
  // None is ever removed from a server: each has a prefix of its own.
  newLog: () => `${connection}${connection.includes('?') ? '&' : '?'}streamPrefix=test-${randomUUID()}-`,
  close,
});

async function onDouble(): Promise<Place> {
  const double = await startDouble();
  return onServer(double.connectionString(), () => double.close());
}

function inFolder(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'caseline-same-'));
  return {
    newLog: () => `sqlite:${join(folder, `${randomUUID()}.db`)}`,
    close: async () => rmSync(folder, { recursive: true }),
  };
}

/** All events as `export --as auditor` writes them. */
async function exported(caseline: Caseline): Promise<string[]> {
  const lines: string[] = [];
  for await (const event of caseline.everything('auditor')) lines.push(JSON.stringify(eventJson(event)));
  return lines;
}

describe('on the protocol double', () => describeSame(onDouble));

(realServer ? describe : describe.skip)(`on a real server (${realServerAsked})`, () =>
  describeSame(async () => onServer(realServer ?? '', async () => undefined)),
);

function describeSame(server: () => Promise<Place>): void {
  const clock = { now: Date.parse(`${today}T12:00:00Z`) };
  let files: Place;
  let place: Place;
  let signer: Signer;
  let tokens: Readonly<Record<(typeof parties)[number], string | undefined>>;
  let recorder: string;
  /** The log in a file that all is held against, and its copy on the server. */
  let inFile: TestApi;
  let copied: TestApi;
  let logs: { readonly inFile: string; readonly copied: string; readonly copiedBack: string };
  let clients: readonly Client[];
  /** What was imported into the server itself. */
  let imported: Caseline;

  const serve = (log: string): Promise<TestApi> =>
    startTestApi({
      verifier: signer.verifier,
      caseline: openCaseline({ log, now: () => clock.now, cache: false }),
      conforming: false,
      longestWait: 2,
      // Hearts beat by the machine's clock, and so not at the same time in two services.
      streams: new Streams({ ...usualLimits, heartbeatMs: 3_600_000 }),
    });

  beforeAll(async () => {
    files = inFolder();
    place = await server();
    signer = await makeSigner();
    const sign = (party: string) => signer.sign({ party });
    tokens = { public: undefined, 'council:380': await sign('council:380'), auditor: await sign('auditor') };
    recorder = await signer.sign({ party: 'recorder', record: '*' });
    logs = { inFile: files.newLog(), copied: place.newLog(), copiedBack: files.newLog() };
    await (await bundledEngland(logs.inFile, today)).caseline.close();
    ({ caseline: imported } = await bundledEngland(place.newLog(), today));
    await copyLog({ from: logs.inFile, to: logs.copied });
    await copyLog({ from: logs.copied, to: logs.copiedBack });
    inFile = await serve(logs.inFile);
    copied = await serve(logs.copied);
    clients = [inFile, copied].map(({ url }) => new Client(Number(new URL(url).port)));
  }, 120_000);
  afterAll(async () => {
    for (const client of clients) client.end();
    await inFile.close();
    await copied.close();
    await imported.close();
    await place.close();
    await files.close();
  });

  const asked = (party: (typeof parties)[number], path: string, method = 'GET'): Asked =>
    numbered({ method, path }, { token: tokens[party] });
}
