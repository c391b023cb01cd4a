import { setTimeout } from 'node:timers/promises';
import { Difference, textDifference } from './difference.ts';
import { secretWord } from './random-log.ts';
import type { Service, TwoServices } from './service.ts';

/**
 * Whether both services logged the same of the same requests, and nothing of what is in events. A line follows its
 * answer, and those of several connections may come in any order.
 *
 * @param except ids of requests that may have ended in different ways
 * @throws Difference
 */
export async function loggedTheSame(
  { whole, without }: Omit<TwoServices, 'close'>,
  except: readonly string[] = [],
): Promise<void> {
  const lines = (service: Service): string => linesOf(service, new Set(except)).join('\n');
  for (let tries = 0; lines(whole).length !== lines(without).length && tries < 50; tries += 1)
    await setTimeout(10);
  const difference = textDifference('log', lines(whole), lines(without));
  if (difference !== undefined) throw new Difference(difference);
  const told = whole.logged.join('').match(secretWord);
  if (told) throw new Difference(`the log tells what is in events: ${told.join()}`);
}

const linesOf = ({ logged }: Service, except: ReadonlySet<unknown>): readonly string[] =>
  logged
    .map((line) => JSON.parse(line) as Record<string, unknown>) // pino writes JSON objects
    .filter(({ requestId }) => !except.has(requestId))
    .map(({ time: _, ms: __, ...line }) => JSON.stringify(line))
    .sort();
