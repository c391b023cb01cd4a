import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Caseline, LogObserver } from '../../caseline.ts';
import type { OnFinished } from '../request-log.ts';
import type { Streams } from '../streams.ts';
import type { MetricsText } from './metrics-server.ts';
import { readVitals } from './vitals.ts';

/** What is counted: told as it happens, or asked when somebody looks. */
export interface Metrics {
  readonly log: LogObserver;
  readonly onFinished: OnFinished;
  readonly text: (of: { readonly caseline: Caseline; readonly streams: Streams }) => Promise<MetricsText>;
}

/** Seconds: from an append to a file on a fast disk to the longest that a client is waited for. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/**
 * The metrics of one service. Labels name kinds of things alone (a route's pattern, a status, a problem's code), and
 * never a case, an authority, an event or a person: there are few, and nobody reads in them what happened to whom.
 */
export function openMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const appends = new Histogram({
    name: 'caseline_append_seconds',
    help: 'How long the log took for an append, by what became of it.',
    labelNames: ['outcome'],
    buckets,
    registers,
  });
  const failures = new Counter({
    name: 'caseline_log_failures_total',
    help: 'How often the log could not be had, or was damaged, by what it was asked for.',
    labelNames: ['asked', 'code'],
    registers,
  });
  const requests = new Histogram({
    name: 'caseline_http_request_seconds',
    help: 'How long a request took until its answer was taken; of live routes, how long a stream was open.',
    labelNames: ['method', 'route', 'status'],
    buckets,
    registers,
  });
  const refusals = new Counter({
    name: 'caseline_http_refusals_total',
    help: 'Requests that were refused, by the code of the problem.',
    labelNames: ['method', 'code'],
    registers,
  });
  const endings = new Counter({
    name: 'caseline_live_streams_ended_total',
    help: 'Live streams that the service ended, by why.',
    labelNames: ['reason'],
    registers,
  });
  const open = new Gauge({
    name: 'caseline_live_streams',
    help: 'Live streams that are open.',
    registers,
  });
  const tell = readVitals(registers);

  return {
    log: {
      appended: (outcome, seconds) => appends.observe({ outcome }, seconds),
      failed: (asked, code) => failures.inc({ asked, code }),
    },
    onFinished: ({ method, route, status, problem, ended, ms }) => {
      const asked = method ?? 'none';
      requests.observe({ method: asked, route: route ?? 'none', status: status ?? 'none' }, ms / 1_000);
      if (problem) refusals.inc({ method: asked, code: problem });
      if (ended) endings.inc({ reason: ended });
    },
    text: async ({ caseline, streams }) => {
      open.set(streams.open);
      await tell(caseline);
      return { text: await registry.metrics(), mediaType: registry.contentType };
    },
  };
}
