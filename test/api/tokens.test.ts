import { createPublicKey } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { callerOf } from '../../src/api/tokens.ts';
import { startTestApi, type TestApi } from '../support/http.ts';
import { history, recordedHistory } from '../support/http-history.ts';
import { makeSigner, type Signer } from '../support/http-tokens.ts';

let api: TestApi;
let signer: Signer;

beforeAll(async () => {
  signer = await makeSigner();
  api = await startTestApi({ verifier: signer.verifier, events: recordedHistory });
});
afterAll(() => api.close());

const path = '/v1/authorities/bradford/case?asOf=2018-10-26';

describe('a token', () => {
  it('says as whom its holder looks', async () => {
    const { json } = await api.get(path, { as: await signer.sign({ party: 'council:380' }) });
    expect(json.basis.viewer).toBe('council:380');
  });

  const claims = { iss: 'caseline', aud: 'caseline', sub: 'x', party: 'auditor', exp: 4_000_000_000 };
  const forged: readonly [string, () => Promise<string>][] = [
    ['of another key', async () => (await makeSigner()).sign({ party: 'auditor' })],
    ['of a key with an unknown id', async () => (await makeSigner('other')).sign({ party: 'auditor' })],
    ['that nobody signed', async () => new UnsecuredJWT(claims).encode()],
    [
      'signed by a shared secret, the public key',
      () => signedBySecret(Buffer.from(signer.key.x, 'base64url')),
    ],
    ['signed by a shared secret, the public key as text', () => signedBySecret(Buffer.from(signer.key.x))],
    [
      'signed by a shared secret, the public key as PEM',
      () => {
        const { d: _private, ...jwk } = signer.key;
        const pem = createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
        return signedBySecret(Buffer.from(pem));
      },
    ],
    [
      'signed by the right key under the name of another algorithm',
      () => signer.sign({ party: 'auditor', algorithm: 'Ed25519' }),
    ],
    [
      'that brings its own key',
      async () => {
        const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
        const jwk = await exportJWK(publicKey);
        return new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA', jwk }).sign(privateKey);
      },
    ],
    ['that never expires', () => signer.sign({ party: 'auditor', expires: null })],
    ['that counts only later', () => signer.sign({ party: 'auditor', notBefore: '1h' })],
    ['for another audience', () => signer.sign({ party: 'auditor', audience: 'elsewhere' })],
    ['of another issuer', () => signer.sign({ party: 'auditor', issuer: 'elsewhere' })],
    ['for no party', () => signer.sign({})],
    ['for a party that is none', () => signer.sign({ party: 'queen' })],
    [
      'for the public, whose own would be everything that it records',
      () => signer.sign({ party: 'public', record: '*' }),
    ],
    ['for rights that are none', () => signer.sign({ party: 'auditor', record: ['everywhere'] })],
    ['without a subject', () => signer.sign({ party: 'auditor', sub: ' ' })],
    ['that is none', async () => 'x.y.z'],
    [
      'with its payload changed',
      async () => {
        const [head, , tail] = (await signer.sign({ party: 'council:381' })).split('.');
        return [head, Buffer.from(JSON.stringify(claims)).toString('base64url'), tail].join('.');
      },
    ],
  ];

  const signedBySecret = (secret: Uint8Array): Promise<string> =>
    new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'test' }).sign(secret);

  it.each(forged)('%s is not accepted, in one wording', async (_what, forge) => {
    const { status, json, headers } = await api.get(path, { as: await forge() });
    expect(status).toBe(401);
    expect(json).toEqual({
      type: '/problems/token-not-accepted',
      title: 'The token is not accepted',
      status: 401,
      detail: 'The token is not accepted.',
      code: 'token-not-accepted',
    });
    expect(headers.get('www-authenticate')).toBe(
      'Bearer realm="caseline", error="invalid_token", error_description="not accepted"',
    );
  });

  it('that has expired says so', async () => {
    const { status, json } = await api.get(path, {
      as: await signer.sign({ party: 'auditor', expires: '-1m' }),
    });
    expect([status, json.detail]).toEqual([401, 'The token is expired.']);
  });

  it('says when it expires, in milliseconds; nobody in particular never expires', async () => {
    const expires = Date.parse('2100-01-01T00:00:00Z');
    const token = await signer.sign({ party: 'auditor', expires: new Date(expires) });
    expect(await callerOf(`Bearer ${token}`, signer.verifier)).toMatchObject({ party: 'auditor', expires });
    expect(await callerOf(undefined, signer.verifier)).toMatchObject({ party: 'public', expires: null });
  });

  it.each(['Basic YTpi', 'Bearer', 'Bearer a b', 'token'])('cannot be sent as %s', async (header) => {
    const { status } = await api.get(path, { headers: { Authorization: header } });
    expect(status).toBe(401);
  });

  it('is not looked at where everybody gets the same', async () => {
    for (const open of ['/healthz', '/openapi.json', '/problems'])
      expect((await api.get(open, { as: 'x' })).status).toBe(200);
  });
});

describe('viewAs', () => {
  const rows: readonly [string | null, string, number][] = [
    [null, 'public', 200],
    [null, 'council:380', 403],
    [null, 'auditor', 403],
    ['council:381', 'public', 200],
    ['council:381', 'council:381', 200],
    ['council:381', 'council:380', 403],
    ['dfe', 'ofsted', 403],
    ['ofsted', 'auditor', 403],
    ['recorder', 'council:380', 403],
    ['auditor', 'council:380', 200],
    ['auditor', 'recorder', 200],
  ];

  it.each(rows)('%s as %s: %i', async (party, wanted, expected) => {
    const as = party === null ? undefined : await signer.sign({ party });
    const { status, json } = await api.get(`${path}&viewAs=${wanted}`, { as });
    expect(status).toBe(expected);
    if (status === 200) expect(json.basis.viewer).toBe(wanted);
    else expect(json.detail).toBe('viewAs can only narrow what you see: look as yourself or as the public.');
  });

  it.each([
    [null, 'auditor'],
    ['council:380', 'auditor'],
    ['council:381', 'council:380'],
  ])('that %s may not, as %s, says the same of what is there and what is not', async (party, wanted) => {
    const as = party === null ? undefined : await signer.sign({ party });
    const refusals: string[] = [];
    for (const at of [
      '/v1/authorities/bradford/case',
      '/v1/authorities/nowhere/case',
      `/v1/events/${history.considered.id}`,
      '/v1/events/00000000-0000-4000-8000-000000000000',
      '/v1/authorities',
    ]) {
      const { status, text, headers } = await api.get(`${at}?viewAs=${wanted}`, { as });
      const { date: _date, 'x-request-id': _id, ...rest } = Object.fromEntries(headers);
      refusals.push(JSON.stringify([status, text, rest]));
    }
    expect(new Set(refusals).size).toBe(1);
    expect(refusals[0]).toMatch(/^\[403,/);
  });
});
