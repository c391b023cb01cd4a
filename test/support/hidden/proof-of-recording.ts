import { validateEvent } from '../../../src/domain/events/validate.ts';
import type { Asked, Heard } from './client.ts';
import { Difference, same, sameThroughout } from './difference.ts';
import type { Draw } from './draw.ts';
import { loggedTheSame } from './logged-lines.ts';
import { probes } from './probes.ts';
import type { Cast } from './proof-of-answers.ts';
import { anyLog, now } from './random-log.ts';
import { anyRequest } from './request.ts';
import { serveTwo } from './service.ts';
import { inFull } from './smallest.ts';
import { anyAttempt, type Recorder } from './submissions.ts';
import { namesIn } from './values.ts';
import type { Entry } from './who-may-know.ts';

const attempts = 25;

/** Who records in a proof. */
export interface RecordingCast extends Pick<Cast, 'signer' | 'tampering'> {
  readonly recorders: readonly Recorder[];
}

/** When the last of a recorder's attempts is made, at the latest: what they know by then is in both services. */
const end = now + attempts * 3_600_000;

/** What was recorded, as it then stands in the log. */
function recordedBy({ party }: Recorder, { path, body = '' }: Asked, heard: Heard, at: number): Entry[] {
  if (heard.status !== 201) return [];
  const { events } = JSON.parse(heard.body.toString()) as { events: string[] };
  const sent = JSON.parse(body) as { events?: object[] };
  const la = /authorities\/(\w+)/.exec(path)?.[1];
  return (sent.events ?? [sent]).map((one, index) => {
    const caseId = la === 'bradford' ? 'authority-380' : `authority-${la}`;
    const event = { ...one, id: events[index], caseId, recordedBy: { name: 'Ann Other', party } };
    const validated = validateEvent(event);
    if (!validated.ok) throw new Error('what was recorded is no event');
    return { event: validated.event, recorded: at };
  });
}

/**
 * Makes random attempts to record, as a random recorder, with a random log and with that log without what the
 * recorder may not know. All refusals and receipts have to be the same, and all that is read afterwards.
 *
 * @throws Error that says what differs, and to whom
 */
export const recordingTellsNothing =
  ({ signer, recorders, tampering }: RecordingCast) =>
  async (draw: Draw): Promise<void> => {
    let log = anyLog(draw);
    const recorder = draw.one(recorders);
    const clock = { now };
    const two = await serveTwo(log, recorder.party, end, { signer, clock, tampering });
    try {
      for (let n = 0; n < attempts; n += 1) {
        const asked = anyAttempt({ recorder, log, now: clock.now }, draw);
        const heard = await same(two, asked);
        log = [...log, ...recordedBy(recorder, asked, heard, clock.now)];
        if (draw.chance(10)) await same(two, asked); // as somebody does who never got the answer
        clock.now += draw.one([0, 0, 1, 1_000, 3_600_000]);
      }
      for (const [operation, probe] of Object.entries(probes))
        await sameThroughout(two, anyRequest(operation, probe(namesIn(log)), recorder, draw));
      await loggedTheSame(two);
    } catch (error) {
      throw error instanceof Difference ? inFull(error, log, recorder.party, end) : error;
    } finally {
      await two.close();
    }
  };
