import { setTimeout } from 'node:timers/promises';

/** What a server can be asked about itself. */
export const usage = {
  /** Its memory in bytes, garbage collected; it runs with --expose-gc. */
  async collected() {
    for (let time = 0; time < 3; time += 1) {
      globalThis.gc();
      await setTimeout(50);
    }
    const { rss, heapUsed, external } = process.memoryUsage();
    return { rss, heapUsed, external };
  },
  /** Its memory as it is, and the milliseconds of processor time that it has used. */
  used() {
    const { user, system } = process.cpuUsage();
    return { rss: process.memoryUsage.rss(), cpu: (user + system) / 1_000 };
  },
};
