import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../../src/api/config.ts';
import { demoTokens } from '../../src/api/demo-tokens.ts';
import { ensureDemoKeys } from '../../src/api/keys.ts';
import type { NewEvent } from '../../src/domain/events/catalogue.ts';
import { sent } from './http.ts';

const script = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** `caseline serve` in a process of its own, over a log in a file. */
export interface ServingProcess {
  /** The same whenever it is started again. */
  readonly url: string;
  /** Ends the process at once, or with a signal that it can heed; resolves when it is gone. */
  end(signal?: 'SIGKILL' | 'SIGTERM'): Promise<void>;
  /** Starts it again where it was. */
  startAgain(): Promise<void>;
  /** Records until that is acknowledged, however often the process goes meanwhile. */
  record(event: NewEvent): Promise<void>;
  /** Ends it and removes its files. */
  remove(): Promise<void>;
}

/** Runs the source as the tests do, without a build. */
export async function startServingProcess(settings: NodeJS.ProcessEnv = {}): Promise<ServingProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'caseline-serving-'));
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_OPTIONS: '',
    CASELINE_LOG: `sqlite:${join(folder, 'log.db')}`,
    CASELINE_KEYS_FILE: join(folder, 'keys.json'),
    CASELINE_FEEDS_FILE: join(folder, 'feeds.json'),
    CASELINE_PORT: '0',
    ...settings,
  };
  const config = readConfig(environment);
  await ensureDemoKeys(config.keysFile);
  const token = (await demoTokens(config)).find(({ party }) => party === 'recorder')?.token;

  let child: ChildProcess;
  const start = async (): Promise<string> => {
    const command = ['--import', script('./run-typescript.mjs'), script('../../src/cli/main.ts'), 'serve'];
    child = spawn(process.execPath, command, { cwd: folder, env: environment });
    let wrong = '';
    child.stderr?.on('data', (text) => {
      wrong += text;
    });
    for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
      // it is piped
      const { msg, url } = JSON.parse(line);
      if (msg !== 'listening') continue;
      child.stdout?.resume();
      return url;
    }
    throw new Error(`the service did not start: ${wrong}`);
  };
  const end: ServingProcess['end'] = async (signal = 'SIGKILL') => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  };

  const url = await start();
  environment.CASELINE_PORT = new URL(url).port;
  return {
    url,
    end,
    startAgain: async () => void (await start()),
    record: async (event) => {
      const address = `${url}/v1/authorities/${event.caseId.replace('authority-', '')}/events`;
      for (;;) {
        const answer = await fetch(address, {
          method: 'POST',
          headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
          body: JSON.stringify(sent(event)),
        }).catch(() => undefined);
        if (answer?.ok) return;
        if (answer && answer.status < 500) throw new Error(await answer.text());
        await setTimeout(20);
      }
    },
    remove: async () => {
      await end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
