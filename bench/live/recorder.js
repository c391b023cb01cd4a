import { Agent, request } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { now } from './clock.js';

/** Posts events over a few connections that stay open. */
export class Recorder {
  #agent = new Agent({ keepAlive: true, maxSockets: 32 });
  #port;
  #headers;

  constructor(port, headers = {}) {
    this.#port = port;
    this.#headers = headers;
  }

  /**
   * Sends one event. Resolves with the answer's `status` and `body`, and with when it was `sent` and `acked`, the
   * beginning of the answer having come; rejects where there was none.
   */
  post(path, event, headers = {}) {
    const body = Buffer.from(JSON.stringify(event));
    const sent = now();
    return new Promise((resolve, reject) => {
      const posted = request(
        {
          method: 'POST',
          agent: this.#agent,
          host: '127.0.0.1',
          port: this.#port,
          path,
          headers: {
            'Content-Type': 'application/json',
            'Content-Length': body.length,
            ...this.#headers,
            ...headers,
          },
        },
        async (response) => {
          const acked = now();
          try {
            let text = '';
            for await (const part of response.setEncoding('utf8')) text += part;
            resolve({ status: response.statusCode, body: text, sent, acked });
          } catch (error) {
            reject(error);
          }
        },
      );
      posted.once('error', reject);
      posted.end(body);
    });
  }

  close() {
    this.#agent.destroy();
  }
}

/**
 * Does something for each of a plan, so many a second, however long it takes; with a withdrawal only once that was
 * done for what it withdraws. Resolves once all is done.
 */
export async function atRate(perSecond, plan, work) {
  const start = now();
  const working = new Map();
  for (const [index, one] of plan.entries()) {
    const left = start + (index * 1_000) / perSecond - now();
    if (left > 0) await setTimeout(left);
    working.set(
      one,
      Promise.resolve(working.get(one.target)).then(() => work(one)),
    );
  }
  await Promise.all(working.values());
}
