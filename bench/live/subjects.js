import { join } from 'node:path';
import { bareOn, bareRecorderOf, caselineOn, logFor, recorderOf } from './servers.js';
import { lastPosition, publicEvents } from './stored.js';

/** The service over a log with England in it. */
export const caseline = {
  /** It promises an order. */
  isOrdered: true,
  async start(prepared, name, settings) {
    const file = logFor(prepared, name);
    const server = await caselineOn(prepared, file, settings);
    let after;
    return {
      ...server,
      ...recorderOf(server, prepared),
      path: '/v1/live/events',
      /** What is recorded from now on counts. */
      begin() {
        after = lastPosition(file);
      },
      /** What everybody should get of it. */
      expected: () => publicEvents(file, after),
      /** What somebody should get who begins at the start. */
      everything: () => publicEvents(file, 0),
    };
  },
};

/** The bare server. It has no order of its own where a timer and a request come together. */
export const bare = {
  isOrdered: false,
  async start(prepared, name) {
    const server = await bareOn(prepared, join(prepared.folder, `${name}.db`));
    return {
      ...server,
      ...bareRecorderOf(server),
      path: '/',
      begin() {},
      expected: (plan) => ({
        ids: plan.filter(({ from }) => from < Number.POSITIVE_INFINITY).map(({ id }) => id),
      }),
    };
  },
};
