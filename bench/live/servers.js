import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { demoTokens } from '../../dist/api/demo-tokens.js';
import { ensureDemoKeys } from '../../dist/api/keys.js';
import { started } from './children.js';
import { Recorder } from './recorder.js';

/**
 * What every run of the service begins with: a log with England in it, a signing key, and a recorder's token.
 */
export async function prepared(folder) {
  mkdirSync(folder, { recursive: true });
  const log = join(folder, 'england.db');
  const made = started('england-log.js', { variables: { CASELINE_LOG: `sqlite:${log}` } });
  if ((await made.exited) !== 0) throw new Error('the log of England could not be made');
  const keysFile = join(folder, 'keys.json');
  await ensureDemoKeys(keysFile);
  const config = { keysFile, tokenIssuer: 'caseline', tokenAudience: 'caseline' };
  const tokens = await demoTokens(config);
  const { token } = tokens.find(({ party }) => party === 'recorder');
  return { folder, log, keysFile, token, profile: undefined };
}

/** A copy of the log under a name of its own. */
export function logFor({ folder, log }, name) {
  const file = join(folder, `${name}.db`);
  copyFileSync(log, file);
  return file;
}

const flagsOf = ({ profile }) => [
  '--expose-gc',
  ...(profile === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', profile]),
];

/** The service on a log, with as many streams as anybody wants. */
export async function caselineOn(prepared, file, settings = {}) {
  const server = started('caseline-server.js', {
    flags: flagsOf(prepared),
    variables: {
      CASELINE_LOG: `sqlite:${file}`,
      CASELINE_KEYS_FILE: prepared.keysFile,
      CASELINE_FEEDS_FILE: join(prepared.folder, 'feeds.json'),
      CASELINE_PORT: '0',
      CASELINE_RATE_LIMIT: '0',
      CASELINE_STREAMS_PER_CLIENT: '2000',
      ...settings,
    },
  });
  return { ...server, port: await server.ask('port') };
}

export async function bareOn(prepared, file) {
  const server = started('bare-server.js', { flags: flagsOf(prepared), variables: { BARE_FILE: file } });
  return { ...server, port: await server.ask('port') };
}

/** Records an event of a plan in the service. */
export function recorderOf({ port }, { token }) {
  const recorder = new Recorder(port, { Authorization: `Bearer ${token}` });
  return {
    post: ({ la }, event, headers) => recorder.post(`/v1/authorities/${la}/events`, event, headers),
    close: () => recorder.close(),
  };
}

/** Records an event of a plan in the bare server, and tells it from when the public may have it. */
export function bareRecorderOf({ port }) {
  const recorder = new Recorder(port);
  return {
    post: ({ la, from }, event) =>
      recorder.post(
        '/',
        { ...event, caseId: `authority-${la}` },
        from === Number.POSITIVE_INFINITY ? {} : { 'X-From': String(from) },
      ),
    close: () => recorder.close(),
  };
}
