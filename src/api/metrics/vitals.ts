import { setTimeout } from 'node:timers/promises';
import { Counter, Gauge, type Registry } from 'prom-client';
import { type Caseline, CaselineError } from '../../caseline.ts';

/** Milliseconds that a log which does not answer is waited for: whoever asks for metrics gives up after ten seconds. */
const patience = 2_000;

/** What the engine knows of itself, asked when somebody looks. */
export function readVitals(registers: Registry[]): (caseline: Caseline) => Promise<void> {
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers });
  const lag = gauge(
    'caseline_live_lag_seconds',
    'For how long an event has been in the log that those who follow it have not been given, the first of them. Absent while nobody has followed the log, or while it cannot be asked.',
  );
  const followed = gauge(
    'caseline_live_answers',
    'Different answers that are followed, however many follow each.',
  );
  const cases = gauge('caseline_history_cases', 'Whole cases that are kept in memory.');
  const events = gauge('caseline_history_events', 'Events of whole cases that are kept in memory.');
  const asked = new Counter({
    name: 'caseline_history_loads_total',
    help: 'How often a whole case was asked for, and whether it was kept in memory.',
    labelNames: ['kept'],
    registers,
  });
  const tableCases = gauge('caseline_table_cases', 'Cases that tables over all cases are made of.');
  const tableEvents = gauge('caseline_table_events', 'Events that tables over all cases are made of.');
  const snapshot = gauge(
    'caseline_snapshot_used',
    'Whether the tables began with the snapshot on disk (1) or with the log (0). Absent until they are asked for.',
  );

  // A gauge without labels begins at 0, which is an answer.
  for (const absent of [lag, snapshot]) absent.remove();

  return async (caseline) => {
    const { answers, histories, everyCase } = caseline.vitals();
    followed.set(answers);
    cases.set(histories.cases);
    events.set(histories.events);
    asked.reset();
    asked.inc({ kept: 'yes' }, histories.found);
    asked.inc({ kept: 'no' }, histories.missed);
    tableCases.set(everyCase.cases);
    tableEvents.set(everyCase.events);
    if (everyCase.beganWith) snapshot.set(everyCase.beganWith === 'snapshot' ? 1 : 0);
    const behind = await liveLag(caseline);
    if (behind === undefined) lag.remove();
    else lag.set(behind / 1_000);
  };
}

/** Undefined where the log does not answer, too: that is counted elsewhere, and everything else can still be told. */
async function liveLag(caseline: Caseline): Promise<number | undefined> {
  const enough = new AbortController();
  try {
    return await Promise.race([
      caseline.liveLag(),
      setTimeout(patience, undefined, { signal: enough.signal, ref: false }),
    ]);
  } catch (error) {
    if (error instanceof CaselineError) return undefined;
    throw error;
  } finally {
    enough.abort();
  }
}
