import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import pino from 'pino';
import { createHttpServer } from '../../src/api/http-server.ts';
import { anEvent } from '../support/events.ts';
import { sent, startTestApi, type TestApi } from '../support/http.ts';
import { makeSigner, type Signer } from '../support/http-tokens.ts';

let api: TestApi;
let signer: Signer;
let bearer: string;

beforeAll(async () => {
  signer = await makeSigner();
  bearer = `Authorization: Bearer ${await signer.sign({ party: 'recorder', record: '*' })}`;
});
afterEach(() => api.close());

const secret = 'Zebra-crossing-minutes';

const opened = async (): Promise<Socket> => {
  const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
  await once(socket, 'connect');
  return socket;
};

/** All that comes back until the service ends the connection. */
async function answerTo(...parts: readonly string[]): Promise<string> {
  const socket = await opened();
  for (const part of parts) socket.write(part);
  return untilClosed(socket);
}

async function untilClosed(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  await once(socket, 'close');
  return text;
}

/** The lines of refusals, once as many are written: a line follows its answer. */
async function refusals(count: number): Promise<Record<string, unknown>[]> {
  const found = () => api.logged.map((line) => JSON.parse(line)).filter(({ level }) => level >= 40);
  while (found().length < count) await new Promise((resolve) => setTimeout(resolve, 5));
  return found();
}

const problemIn = (answer: string): Record<string, unknown> =>
  JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4));

describe('what is no HTTP', () => {
  beforeEach(async () => {
    api = await startTestApi({ verifier: signer.verifier });
  });

  it.each([
    ['a line that is none', `${secret}\r\n\r\n`],
    ['the beginning of TLS', '\u0016\u0003\u0001\u0002\u0000'],
    ['a header that is none', `GET /v1/authorities HTTP/1.1\r\nHost: x\r\n${secret}\r\n\r\n`],
    ['two lengths', `POST /${secret} HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n`],
    [
      'a length and chunks',
      `POST /${secret} HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`,
    ],
  ])('%s: is answered with a problem and the end of the connection', async (_what, text) => {
    const answer = await answerTo(text);
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer).toMatch(/^Connection: close\r$/m);
    expect(answer).toMatch(/^Content-Type: application\/problem\+json; charset=utf-8\r$/m);
    expect(problemIn(answer)).toEqual({
      type: '/problems/malformed-request',
      title: 'The request cannot be read',
      status: 400,
      detail: 'This is not HTTP.',
      code: 'malformed-request',
    });
    expect(await refusals(1)).toEqual([
      expect.objectContaining({
        level: 40,
        requestId: /^X-Request-Id: (\S+)\r$/m.exec(answer)?.[1],
        method: null,
        route: null,
        party: null,
        status: 400,
        problem: 'malformed-request',
      }),
    ]);
    expect(api.logged.join('')).not.toContain(secret);
  });

  it('is refused as a body too, and nothing of it is recorded', async () => {
    const head = `POST /v1/authorities/380/events HTTP/1.1\r\nHost: x\r\n${bearer}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`;
    const body = JSON.stringify(sent(anEvent('AuthorityRegistered')));
    const answer = await answerTo(head, `${body.length.toString(16)}\r\n${body}\r\n`, `${secret}\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(problemIn(answer)).toMatchObject({ code: 'malformed-request' });
    const [line, ...more] = await refusals(1);
    expect(more).toEqual([]);
    expect(line).toMatchObject({
      route: '/v1/authorities/{authority}/events',
      status: 400,
      problem: 'malformed-request',
    });
    expect((await api.get('/v1/authorities')).json.authorities).toEqual([]);
  });

  it('is refused once, where nobody would have read the body', async () => {
    const answer = await answerTo(
      `GET /v1/authorities HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n${secret}\r\n`,
    );
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 400']);
    await api.get('/v1/authorities');
    expect(await refusals(1)).toEqual([expect.objectContaining({ level: 40, status: 400 })]);
  });

  it('after an answer is refused for itself', async () => {
    const socket = await opened();
    const all = untilClosed(socket);
    socket.write(`GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n`);
    await once(socket, 'data');
    socket.write(`${secret}\r\n\r\n`);
    expect((await all).match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 400']);
  });

  it('after a whole request changes nothing of its answer, which is the last', async () => {
    const body = JSON.stringify(sent(anEvent('AuthorityRegistered')));
    const post = `POST /v1/authorities/380/events HTTP/1.1\r\nHost: x\r\n${bearer}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    const answer = await answerTo(`${post}${secret}\r\n\r\n`);
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 201']);
    expect(answer).toMatch(/^Connection: close\r$/m);
    expect((await api.get('/v1/authorities')).json.authorities).toHaveLength(1);
  });

  it('in any number of pieces has one answer', async () => {
    const socket = await opened();
    const all = untilClosed(socket);
    socket.on('error', () => {}); // it may be closed while there is more to send
    for (let piece = 0; piece < 50; piece += 1) {
      socket.write(`${secret}\r\n\r\n`);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await all).match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 400']);
    expect((await api.get('/healthz')).status).toBe(200);
  });

  it('and goes on before its answer is out, has no second one', async () => {
    const server = createHttpServer(() => {}, pino({ level: 'silent' }));
    server.once('clientError', (error, socket) => void server.emit('clientError', error, socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo; // listening on TCP
    const socket = connect(port, '127.0.0.1', () => socket.write(`${secret}\r\n\r\n`));
    socket.on('error', () => {}); // cut off
    expect((await untilClosed(socket)).match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 400']);
    server.close();
  });

  it('as headers too large, is 431', async () => {
    const answer = await answerTo(
      `GET /v1/authorities HTTP/1.1\r\nHost: x\r\nX: ${secret.repeat(1_000)}\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 431 Request Header Fields Too Large\r\n/);
    expect(problemIn(answer)).toMatchObject({ status: 431, code: 'headers-too-large' });
    expect(await refusals(1)).toEqual([expect.objectContaining({ status: 431 })]);
    expect(api.logged.join('')).not.toContain(secret);
  });

  it('for want of a Host is a problem as well, and other expectations are none', async () => {
    const answer = await answerTo('GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n');
    expect(problemIn(answer)).toMatchObject({ status: 400, code: 'malformed-request' });
    expect(await refusals(1)).toEqual([expect.objectContaining({ status: 400 })]);
    for (const asked of [
      'GET /healthz HTTP/1.0\r\n\r\n',
      'GET /healthz HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\nConnection: close\r\n\r\n',
    ])
      expect(await answerTo(asked)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  });

  it.each(['http://a:99999/healthz', 'http://[/healthz'])(
    'to %s is refused as no address',
    async (address) => {
      const answer = await answerTo(`GET ${address} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      expect(problemIn(answer)).toMatchObject({ status: 400, code: 'malformed-request' });
      expect(await refusals(1)).toEqual([expect.objectContaining({ status: 400 })]);
    },
  );

  it('harms nobody else', async () => {
    const answers = await Promise.all([
      answerTo(`${secret}\r\n\r\n`),
      api.get('/v1/authorities'),
      answerTo(`${secret}\r\n\r\n`),
      api.get('/v1/authorities'),
    ]);
    expect(answers.map((one) => (typeof one === 'string' ? one.slice(9, 12) : one.status))).toEqual([
      '400',
      200,
      '400',
      200,
    ]);
  });
});

describe('a client that keeps the service waiting', () => {
  beforeEach(async () => {
    api = await startTestApi({
      verifier: signer.verifier,
      patience: { headers: 100, request: 200, stall: 300 },
    });
  });

  it('with its headers, is cut off with 408', async () => {
    const socket = await opened();
    socket.write('GET /v1/authorities HTTP/1.1\r\nHost: x\r\n');
    const dripping = setInterval(() => socket.write('X: 1\r\n'), 20);
    const answer = await untilClosed(socket);
    clearInterval(dripping);
    expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    expect(problemIn(answer)).toMatchObject({ status: 408, code: 'request-too-slow' });
    expect(await refusals(1)).toEqual([
      expect.objectContaining({ status: 408, problem: 'request-too-slow', route: null }),
    ]);
  });

  it('with its body, is cut off with 408; nothing is recorded, and it can be sent again', async () => {
    const body = JSON.stringify(sent(anEvent('AuthorityRegistered')));
    const head = `POST /v1/authorities/380/events HTTP/1.1\r\nHost: x\r\n${bearer}\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n`;
    const socket = await opened();
    socket.write(head);
    const dripping = setInterval(() => socket.write(' '), 20);
    const answer = await untilClosed(socket);
    clearInterval(dripping);
    expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    expect(answer).toMatch(/^X-Content-Type-Options: nosniff\r$/m);
    expect(problemIn(answer)).toMatchObject({ status: 408, code: 'request-too-slow' });
    expect((await api.get('/v1/authorities')).json.authorities).toEqual([]);
    expect(await answerTo(head, body)).toMatch(/^HTTP\/1\.1 201 Created\r\n/);
    expect(await refusals(1)).toEqual([
      expect.objectContaining({ route: '/v1/authorities/{authority}/events', status: 408 }),
    ]);
  });

  it('with a body that was refused before it came, gets that one answer', async () => {
    const answer = await answerTo(
      'POST /v1/authorities/380/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n',
      '{',
    );
    expect(answer.match(/^HTTP\/1\.1 .*/gm)).toEqual(['HTTP/1.1 401 Unauthorized']);
    expect(await refusals(1)).toEqual([expect.objectContaining({ status: 401 })]);
  });

  it('by not taking its answers, is cut off', async () => {
    const socket = await opened();
    socket.on('error', () => {}); // it may be closed while there is more to send
    socket.pause();
    socket.write('GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(200));
    const cutOff = () => api.logged.some((line) => JSON.parse(line).aborted);
    while (!cutOff()) await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await api.get('/healthz')).status).toBe(200);
    socket.destroy();
  });

  it('saying nothing at all, is left without a word', async () => {
    expect(await untilClosed(await opened())).toBe('');
    expect(api.logged.map((line) => JSON.parse(line)).filter(({ level }) => level >= 40)).toEqual([]);
  });
});

describe('a body that is refused', () => {
  it.each([
    ['too large', 'application/json', 'x'.repeat(3_000_000), 413],
    ['not JSON', 'application/json', `{${'x'.repeat(300_000)}`, 400],
    ['of another type', 'text/plain', 'x'.repeat(3_000_000), 415],
  ])('as %s leaves the connection to the next request', async (_what, type, body, status) => {
    api = await startTestApi({ verifier: signer.verifier });
    const post = `POST /v1/authorities/380/events HTTP/1.1\r\nHost: x\r\n${bearer}\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    const answer = await answerTo(post, 'GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual([`HTTP/1.1 ${status}`, 'HTTP/1.1 200']);
  });
});
