import type { Signer } from '../http-tokens.ts';
import { Difference, same, sameThroughout } from './difference.ts';
import type { Draw } from './draw.ts';
import { loggedTheSame } from './logged-lines.ts';
import { probes } from './probes.ts';
import { anyLog, anyLogOfAClockPutBack, now } from './random-log.ts';
import { addressOf, anyRequest, numbered } from './request.ts';
import { type ServiceOptions, serveTwo, type TwoServices } from './service.ts';
import { smallest } from './smallest.ts';
import { namesIn } from './values.ts';
import { anyViewer, type Viewer } from './viewers.ts';

/** Who asks in a proof, and what is done to the services, to see whether it notices. */
export interface Cast extends Pick<ServiceOptions, 'tampering' | 'pages'> {
  readonly signer: Signer;
  readonly viewers: readonly Viewer[];
}

/** How often each operation is asked in one try; what answers everybody with the same is asked less often. */
const requestsEach = 2;
const isOfTheService = (operation: string): boolean => !operation.includes(' /v1/');

/**
 * Asks everything of a random log, as a random viewer, and of that log without what this viewer may not know. All
 * bytes have to be the same, and all that is logged.
 *
 * @throws Error that says what differs, to whom, with the smallest log that shows it
 */
export const answersTellNothing =
  ({ signer, viewers, tampering }: Cast) =>
  async (draw: Draw): Promise<void> => {
    const log = draw.chance(90) ? anyLog(draw) : anyLogOfAClockPutBack(draw);
    const viewer = anyViewer(viewers, draw);
    const options = { signer, clock: { now }, tampering };
    const two = await serveTwo(log, viewer.party, now, options);
    try {
      const names = namesIn(log, await feedsFor(viewer, two));
      for (const [operation, probe] of Object.entries(probes)) {
        const times = isOfTheService(operation) ? Number(draw.chance(20)) : requestsEach;
        for (let n = 0; n < times; n += 1)
          await sameThroughout(two, anyRequest(operation, probe(names), viewer, draw));
      }
      await loggedTheSame(two);
    } catch (error) {
      throw error instanceof Difference ? await smallest(log, viewer.party, now, error, options) : error;
    } finally {
      await two.close();
    }
  };

/** The tokens of two calendar feeds; the public can have none. */
export async function feedsFor(viewer: Viewer, two: TwoServices): Promise<readonly string[]> {
  if (viewer.token === undefined) return [];
  const path = addressOf('/v1/feeds', {}, [['viewAs', viewer.party]]);
  const made = [
    await same(two, numbered({ method: 'POST', path }, viewer)),
    await same(two, numbered({ method: 'POST', path }, viewer)),
  ];
  return made.map(({ body }) => (JSON.parse(body.toString()) as { token: string }).token); // of a 201
}
