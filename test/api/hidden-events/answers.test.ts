import { anEvent } from '../../support/events.ts';
import type { Asked } from '../../support/hidden/client.ts';
import { differenceOf, same } from '../../support/hidden/difference.ts';
import { holds, patience } from '../../support/hidden/draw.ts';
import { probes } from '../../support/hidden/probes.ts';
import { answersTellNothing } from '../../support/hidden/proof-of-answers.ts';
import { now } from '../../support/hidden/random-log.ts';
import { numbered } from '../../support/hidden/request.ts';
import { serve, serveTwo } from '../../support/hidden/service.ts';
import { namesIn, unknownId } from '../../support/hidden/values.ts';
import { viewersOf } from '../../support/hidden/viewers.ts';
import { history, recordedHistory } from '../../support/http-history.ts';
import { makeSigner } from '../../support/http-tokens.ts';

const tries = 45;

describe('what a viewer may not know', () => {
  it(
    'changes no byte of any answer, and no line of the log',
    async () => {
      const signer = await makeSigner();
      await holds(tries, answersTellNothing({ signer, viewers: await viewersOf(signer) }));
    },
    patience(tries),
  );

  it('is not told by what else is known of its case', async () => {
    const registered = anEvent('AuthorityRegistered', { disclosures: [] });
    const reported = anEvent('MeasureReported', { disclosures: [{ to: 'public', from: '2014-01-01' }] });
    const log = [registered, reported].map((event) => ({ event, recorded: now }));
    const two = await serveTwo(log, 'public', now, { signer: await makeSigner(), clock: { now } });
    for (const [operation, probe] of Object.entries(probes))
      if (!probe(namesIn(log)).path)
        await same(two, numbered({ method: 'GET', path: operation.split(' ')[1] ?? '' }, {}));
    await two.close();
  });

  it.each(['/v1/deadlines', '/v1/deadlines.ics', '/v1/live/deadlines', '/v1/live/events'])(
    'is not told by which of several authorities that nobody knows %s names first',
    async (address) => {
      // Each takes its time to be read: what is looked up at the same time is then found later.
      const reported = Array.from({ length: 20 }, () => anEvent('MeasureReported', { disclosures: [] }));
      const registered = anEvent('AuthorityRegistered', { disclosures: [] });
      const log = [registered, ...reported].map((event) => ({ event, recorded: now }));
      const two = await serveTwo(log, 'public', now, { signer: await makeSigner(), clock: { now } });
      const path = `${address}?authority=380,nowhere`;
      expect((await same(two, numbered({ method: 'GET', path }, {}))).status).toBe(404);
      await two.close();
    },
  );

  it.each(['/v1/events/', '/v1/authorities/380/case?position=', '/v1/live/events?after='])(
    'is not there, byte for byte, when %s is asked for it by its id',
    async (address) => {
      const signer = await makeSigner();
      const log = recordedHistory.map((event) => ({ event, recorded: now }));
      const service = await serve(log, { signer, clock: { now } });
      const asked = (id: string): Asked => ({
        method: 'GET',
        path: `${address}${id}`,
        headers: { 'X-Request-Id': 'request-1' },
      });
      const hidden = await service.ask(asked(history.considered.id));
      expect(hidden.status).toBe(404);
      expect(differenceOf(hidden, await service.ask(asked(unknownId)))).toBeUndefined();
      await service.close();
    },
  );
});
