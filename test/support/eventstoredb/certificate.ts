import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Tls } from './connections.ts';

export interface Certificate extends Tls {
  /** Where it lies, for a client that is to trust it. */
  readonly file: string;
  remove(): Promise<void>;
}

/** A certificate for 127.0.0.1 that nobody but its holder has signed, made by `openssl`. */
export const makeCertificate = async (): Promise<Certificate> => {
  const folder = await mkdtemp(join(tmpdir(), 'caseline-'));
  const [keyFile, file] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
  const name = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  await promisify(execFile)('openssl', ['req', '-x509', ...curve, ...name, '-keyout', keyFile, '-out', file]);
  return {
    key: await readFile(keyFile),
    certificate: await readFile(file),
    file,
    remove: () => rm(folder, { recursive: true }),
  };
};
