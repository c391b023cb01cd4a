import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { type Config, ConfigurationError, readConfig } from '../../src/api/config.ts';
import { demoTokens } from '../../src/api/demo-tokens.ts';
import { ensureDemoKeys, readKeys } from '../../src/api/keys.ts';
import { startServer } from '../../src/api/server.ts';
import { anEvent } from '../support/events.ts';
import { startDouble } from '../support/eventstoredb/double.ts';
import { sent } from '../support/http.ts';

let folder: string;
let config: Config;
const silent = pino({ level: 'silent' });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caseline-server-'));
  config = readConfig({
    CASELINE_LOG: `sqlite:${join(folder, 'log.db')}`,
    CASELINE_PORT: '0',
    CASELINE_KEYS_FILE: join(folder, 'keys', 'keys.json'),
  });
});
afterEach(() => rm(folder, { recursive: true }));

describe('keys for trying out', () => {
  it('are made once, for their owner alone', async () => {
    expect(await ensureDemoKeys(config.keysFile)).toBe(true);
    const first = await readFile(config.keysFile, 'utf8');
    expect((await stat(config.keysFile)).mode & 0o777).toBe(0o600);
    expect(await ensureDemoKeys(config.keysFile)).toBe(false);
    expect(await readFile(config.keysFile, 'utf8')).toBe(first);
  });

  it('sign tokens that the service accepts, each for its own', async () => {
    await ensureDemoKeys(config.keysFile);
    const tokens = await demoTokens(config);
    expect(tokens.map(({ party }) => party)).toEqual([
      'council:380',
      'council:381',
      'ofsted',
      'dfe',
      'recorder',
      'auditor',
    ]);
    const server = await startServer(config, { log: silent });
    const registration = JSON.stringify(sent(anEvent('AuthorityRegistered')));
    const statuses: Record<string, number[]> = {};
    for (const { party, token } of tokens) {
      const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
      const got = await fetch(`${server.url}/v1/authorities`, { headers });
      const put = await fetch(`${server.url}/v1/authorities/380/events`, {
        method: 'POST',
        headers,
        body: registration,
      });
      statuses[party] = [got.status, put.status];
    }
    expect(statuses).toEqual({
      'council:380': [200, 201],
      'council:381': [200, 403],
      ofsted: [200, 200],
      dfe: [200, 403],
      recorder: [200, 200],
      auditor: [200, 403],
    });
    await server.close();
  });

  it('cannot sign where only their public half is there', async () => {
    await ensureDemoKeys(config.keysFile);
    const keys = (await readKeys(config.keysFile)).map(({ d: _private, ...key }) => key);
    await writeFile(config.keysFile, JSON.stringify({ keys }));
    await expect(demoTokens(config)).rejects.toThrow('no private key');
  });
});

describe('starting', () => {
  it('needs keys that can be read', async () => {
    await expect(startServer(config, { log: silent })).rejects.toThrow(
      /CASELINE_KEYS_FILE: there is no key file/,
    );
    await ensureDemoKeys(config.keysFile);
    for (const text of ['{', '{"keys":[{"kty":"RSA","kid":"1"}]}']) {
      await writeFile(config.keysFile, text);
      await expect(startServer(config, { log: silent })).rejects.toThrow(/no JSON Web Key Set/);
    }
    await writeFile(config.keysFile, '{"keys":[]}');
    await expect(startServer(config, { log: silent })).rejects.toThrow(/JSON Web Key Set without keys/);
  });

  it('needs an address of its own', async () => {
    await ensureDemoKeys(config.keysFile);
    const server = await startServer(config, { log: silent });
    const taken = { ...config, port: Number(new URL(server.url).port) };
    await expect(startServer(taken, { log: silent })).rejects.toThrow(ConfigurationError);
    await expect(startServer(taken, { log: silent })).rejects.toThrow(/EADDRINUSE/);
    await server.close();
  });
});

describe('the first lines of the log', () => {
  it('say where it listens and which log it has, and warn where that does not answer; no password', async () => {
    await ensureDemoKeys(config.keysFile);
    const double = await startDouble();
    double.order({ call: 'read', does: 'access-denied', times: 1_000 });
    double.order({ call: 'subscribe', does: 'access-denied', times: 1_000 });
    const logged: Record<string, unknown>[] = [];
    let warned = (): void => {};
    const warning = new Promise<void>((resolve) => {
      warned = resolve;
    });
    const write = (line: string): void => {
      logged.push(JSON.parse(line));
      if (logged.at(-1)?.level === 40) warned();
    };
    const server = await startServer(
      { ...config, log: double.connectionString({}, 'admin:s3cret') },
      { log: pino({ base: null }, { write }) },
    );
    await warning;
    const log = `esdb://…@127.0.0.1:${double.port}?tls=false`;
    expect(logged).toEqual([
      expect.objectContaining({ msg: 'listening', url: server.url, log }),
      expect.objectContaining({
        msg: 'the log does not answer; it is asked again with each question',
        code: 'log-unavailable',
        log,
      }),
    ]);
    expect(JSON.stringify(logged)).not.toContain('s3cret');
    await server.close();
    await double.close();
  });
});

describe('while it runs', () => {
  it('takes new keys and withdraws old ones as the key file says', async () => {
    await ensureDemoKeys(config.keysFile);
    const server = await startServer(config, { log: silent });
    const asking = { headers: { Authorization: `Bearer ${(await demoTokens(config))[0]?.token}` } };
    expect((await fetch(`${server.url}/v1/authorities`, asking)).status).toBe(200);
    await rm(config.keysFile);
    await ensureDemoKeys(config.keysFile);
    const refused = async () => (await fetch(`${server.url}/v1/authorities`, asking)).status === 401;
    while (!(await refused())) await new Promise((resolve) => setTimeout(resolve, 50));
    const fresh = { headers: { Authorization: `Bearer ${(await demoTokens(config))[0]?.token}` } };
    expect((await fetch(`${server.url}/v1/authorities`, fresh)).status).toBe(200);
    await server.close();
  });

  it('limits each address, as the proxies that are trusted give it', async () => {
    await ensureDemoKeys(config.keysFile);
    const server = await startServer({ ...config, rateLimit: 1, trustedProxies: 1 }, { log: silent });
    const statuses: number[] = [];
    for (const address of ['192.0.2.1', '192.0.2.2', '192.0.2.1']) {
      const headers = { 'X-Forwarded-For': address };
      statuses.push((await fetch(`${server.url}/v1/authorities`, { headers })).status);
    }
    expect(statuses).toEqual([200, 200, 429]);
    await server.close();
  });

  it('answers, and logs, what is no HTTP', async () => {
    await ensureDemoKeys(config.keysFile);
    const logged: string[] = [];
    const log = pino({ base: null }, { write: (line: string) => void logged.push(line) });
    const server = await startServer(config, { log });
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () =>
      socket.write('Zebra\r\n\r\n'),
    );
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    await server.close();
    expect(logged.join('')).toContain('malformed-request');
    expect(logged.join('')).not.toContain('Zebra');
  });
});

describe('stopping', () => {
  it('takes no more requests, finishes the running one, and closes the log', async () => {
    await ensureDemoKeys(config.keysFile);
    const server = await startServer(config, { log: silent });
    const token = (await demoTokens(config))[0]?.token;
    const body = JSON.stringify(sent(anEvent('AuthorityRegistered')));
    const running = httpRequest(`${server.url}/v1/authorities/380/events`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
        'Content-Length': body.length,
      },
    });
    running.write(body.slice(0, 20));
    const idle = await fetch(`${server.url}/healthz`);
    await idle.text();

    const closed = server.close();
    expect(server.close()).toBe(closed);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
    running.end(body.slice(20));
    const [response] = await once(running, 'response');
    expect(response.statusCode).toBe(201);
    response.resume();
    await closed;

    const again = await startServer(config, { log: silent });
    const { authorities } = (await (await fetch(`${again.url}/v1/authorities`)).json()) as {
      authorities: unknown[];
    }; // this API's own answer
    expect(authorities).toHaveLength(1);
    await again.close();
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'happens on %s, and ends the process',
    async (signal) => {
      await ensureDemoKeys(config.keysFile);
      const child = spawn(
        process.execPath,
        [
          '--import',
          fileURLToPath(new URL('../support/run-typescript.mjs', import.meta.url)),
          fileURLToPath(new URL('./serving-child.ts', import.meta.url)),
        ],
        {
          env: {
            ...process.env,
            CASELINE_LOG: config.log,
            CASELINE_PORT: '0',
            CASELINE_KEYS_FILE: config.keysFile,
          },
        },
      );
      const [line] = await once(child.stdout, 'data');
      const answer = await fetch(`${String(line).trim()}/readyz`);
      expect(await answer.json()).toEqual({ status: 'ready' });
      child.kill(signal);
      const [code] = await once(child, 'exit');
      expect(code).toBe(0);
    },
    30_000,
  );
});
