// The double behind TLS, with users, as the real client meets it.
import { type Certificate, makeCertificate } from '../../support/eventstoredb/certificate.ts';
import { connect, connected } from '../../support/eventstoredb/connected.ts';
import { all, noted, numbers } from '../../support/eventstoredb/examples.ts';

describe('the double with a certificate and users', () => {
  let certificate: Certificate;
  beforeAll(async () => {
    certificate = await makeCertificate();
  });
  afterAll(() => certificate.remove());

  const secured = async (credentials?: string) => {
    const { double } = await connected({ tls: certificate, users: { admin: 'changeit' } });
    return connect(double.connectionString({ tlsCAFile: certificate.file }, credentials));
  };

  it('lets those in who say who they are, and prove it', async () => {
    const client = await secured('admin:changeit');
    await client.appendToStream('case', noted(1));
    await client.appendToStream('case', noted(2), {
      credentials: { username: 'admin', password: 'changeit' },
    });
    expect(numbers(await all(client.readStream('case')))).toEqual([1, 2]);
  });

  it.each([
    ['nothing', undefined],
    ['a wrong password', 'admin:guessed'],
    ['a name that it does not know', 'somebody:changeit'],
  ])('denies access to those who say %s', async (_, credentials) => {
    const client = await secured(credentials);
    const denied = { type: 'access-denied' };
    await expect(client.appendToStream('case', noted(1))).rejects.toMatchObject(denied);
    await expect(all(client.readStream('case'))).rejects.toMatchObject(denied);
    await expect(all(client.readAll())).rejects.toMatchObject(denied);
    await expect(client.deleteStream('case')).rejects.toMatchObject(denied);
  });

  it('is not trusted by those who do not know its certificate', async () => {
    const { double } = await connected({ tls: certificate });
    const client = connect(double.connectionString());
    await expect(all(client.readStream('case'))).rejects.toMatchObject({ type: 'unavailable' });
  });

  it('is cut like any other', async () => {
    const { double } = await connected({ tls: certificate });
    const client = connect(double.connectionString({ tlsCAFile: certificate.file }));
    const fault = double.order({ call: 'append', does: 'cut', when: 'after-writing' });
    await expect(client.appendToStream('case', noted(1))).rejects.toMatchObject({ type: 'unavailable' });
    expect(fault.happened).toBe(1);
    expect(numbers(await all(client.readStream('case')))).toEqual([1]);
  });
});
