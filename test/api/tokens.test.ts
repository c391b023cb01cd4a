import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { startTestApi, type TestApi } from '../support/http.ts';
import { recordedHistory } from '../support/http-history.ts';
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
      async () =>
        new SignJWT(claims)
          .setProtectedHeader({ alg: 'HS256', kid: 'test' })
          .sign(Buffer.from('x'.repeat(32))),
    ],
    [
      'that brings its own key',
      async () => {
        const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
        const jwk = await exportJWK(publicKey);
        return new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA', jwk }).sign(privateKey);
      },
    ],
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

  it('that expires never is not accepted', async () => {
    const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
    const { exp: _exp, ...forever } = claims;
    const token = await new SignJWT(forever)
      .setProtectedHeader({ alg: 'EdDSA', kid: 'test' })
      .sign(privateKey);
    expect((await api.get(path, { as: token })).status).toBe(401);
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

  it('that is refused says the same of what is there and what is not', async () => {
    const [there, nowhere] = [
      await api.get('/v1/authorities/bradford/case?viewAs=auditor'),
      await api.get('/v1/authorities/nowhere/case?viewAs=auditor'),
    ];
    expect(there.text).toBe(nowhere.text);
  });
});
