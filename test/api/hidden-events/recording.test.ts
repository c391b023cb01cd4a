import { anEvent } from '../../support/events.ts';
import type { Heard } from '../../support/hidden/client.ts';
import { differenceOf } from '../../support/hidden/difference.ts';
import { holds, patience } from '../../support/hidden/draw.ts';
import { recordingTellsNothing } from '../../support/hidden/proof-of-recording.ts';
import { now } from '../../support/hidden/random-log.ts';
import { serve } from '../../support/hidden/service.ts';
import { recordersOf } from '../../support/hidden/submissions.ts';
import { sent } from '../../support/http.ts';
import { history, recordedHistory } from '../../support/http-history.ts';
import { makeSigner } from '../../support/http-tokens.ts';

const tries = 25;

describe('what a recorder may not know', () => {
  it(
    'changes no byte of a refusal or a receipt, nor of what is read afterwards',
    async () => {
      const signer = await makeSigner();
      await holds(tries, recordingTellsNothing({ signer, recorders: await recordersOf(signer) }));
    },
    patience(tries),
  );

  // Decision 3: two events cannot have one id. Nobody can guess an id that was chosen at random.
  it('has taken its id, which is refused like that of an event that they know', async () => {
    const signer = await makeSigner();
    const log = recordedHistory.map((event) => ({ event, recorded: now }));
    const service = await serve(log, { signer, clock: { now } });
    const token = await signer.sign({ party: 'dfe', record: '*' });
    const post = (id: string, la: string): Promise<Heard> =>
      service.ask({
        method: 'POST',
        path: `/v1/authorities/${la}/events`,
        headers: {
          'Content-Type': 'application/json',
          'X-Request-Id': 'request-1',
          Authorization: `Bearer ${token}`,
        },
        body: JSON.stringify({ ...sent(anEvent('MeasureReported')), id }),
      });
    for (const la of ['380', '381']) {
      const hidden = await post(history.considered.id, la);
      const seen = await post(history.judged2014.id, la);
      const renamed = Buffer.from(
        seen.body.toString().replaceAll(history.judged2014.id, history.considered.id),
      );
      expect([la, hidden.status]).toEqual([la, 409]);
      expect(differenceOf(hidden, { ...seen, body: renamed })).toBeUndefined();
    }
    await service.close();
  });
});
