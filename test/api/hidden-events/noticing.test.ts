import type { RequestListener, ServerResponse } from 'node:http';
import { type Draw, firstFailure, patience } from '../../support/hidden/draw.ts';
import { countOf } from '../../support/hidden/leaking-pages.ts';
import { answersTellNothing } from '../../support/hidden/proof-of-answers.ts';
import { recordingTellsNothing } from '../../support/hidden/proof-of-recording.ts';
import { streamsTellNothing } from '../../support/hidden/proof-of-streams.ts';
import type { Tampering } from '../../support/hidden/service.ts';
import { recordersOf } from '../../support/hidden/submissions.ts';
import { viewersOf } from '../../support/hidden/viewers.ts';
import { makeSigner } from '../../support/http-tokens.ts';

/** A service that tells, in each answer that it is so about, how many events there are. */
const telling =
  (tell: (response: ServerResponse, count: number) => void): Tampering =>
  (listener, caseline): RequestListener =>
  (request, response) => {
    void countOf(caseline).then((count) => {
      tell(response, count);
      listener(request, response);
    });
  };

const inAHeader = telling((response, count) => response.setHeader('X-Events', count));

/** Says it in a comment, and only before the message that ends what went before: whoever parses it sees nothing. */
const inAStream = telling(({ req: { socket } }, count) => {
  const write = socket.write.bind(socket);
  const told = (bytes: Uint8Array | string): Uint8Array | string =>
    `${bytes}`.startsWith('event: caught-up') ? `: ${count}\n${bytes}` : bytes;
  Object.assign(socket, {
    write: (bytes: Uint8Array | string, ...others: []) => write(told(bytes), ...others),
  });
});

/** Says it in what it refuses, and only where a rule is broken. */
const inARefusal = telling((response, count) => {
  const writeHead = response.writeHead.bind(response);
  Object.assign(response, {
    writeHead: (status: number, headers: object) =>
      writeHead(status, { ...headers, ...(status === 422 && { 'X-Padding': '.'.repeat(count) }) }),
  });
});

/** Waits for what is not there, and not for what is hidden. */
const whereItWaits: Tampering = (listener, caseline): RequestListener => {
  const reached: typeof caseline.reached = (position) =>
    caseline.event(position, 'auditor').then(
      () => true,
      () => position === 'start',
    );
  Object.assign(caseline, { reached });
  return listener;
};

const failureOf = async (proof: (draw: Draw) => Promise<void>): Promise<string> =>
  (await firstFailure(20, proof)) ?? 'it holds';

describe('the proof that hidden events change nothing', () => {
  it(
    'notices a header that counts them, and tells where, to whom, and with how small a log',
    async () => {
      const signer = await makeSigner();
      const cast = { signer, viewers: await viewersOf(signer), tampering: inAHeader };
      const failure = await failureOf(answersTellNothing(cast));
      expect(failure).toMatch(/CASELINE_SEED=-?\d+@\d+/);
      expect(failure).toMatch(/^(Error: )?to [\w:]+:$/m);
      expect(failure).toMatch(/^(GET|POST|HEAD|PUT|PATCH|OPTIONS) \/\S+$/m);
      expect(failure).toMatch(
        /another in its headers, from character \d+:\n {2}whole: .*X-Events.*\n {2}without: /,
      );
      // One event that the viewer may not know is enough for it.
      expect(failure.match(/^HIDDEN .*$/gm)).toHaveLength(1);
    },
    patience(1),
  );

  it(
    'notices a reader who waits for what is not there, and not for what is hidden',
    async () => {
      const signer = await makeSigner();
      const cast = { signer, viewers: await viewersOf(signer), tampering: whereItWaits };
      expect(await failureOf(answersTellNothing(cast))).toMatch(/(GET|HEAD) .*\bafter(Position)?=/);
    },
    patience(1),
  );

  it(
    'notices a stream that counts them',
    async () => {
      const signer = await makeSigner();
      const cast = { signer, viewers: await viewersOf(signer), tampering: inAStream };
      expect(await failureOf(streamsTellNothing(cast))).toMatch(/GET \/v1\/live\/events/);
    },
    patience(1),
  );

  it(
    'notices a refusal that is longer for each of them',
    async () => {
      const signer = await makeSigner();
      const cast = { signer, recorders: await recordersOf(signer), tampering: inARefusal };
      expect(await failureOf(recordingTellsNothing(cast))).toMatch(/POST \/v1\/authorities\//);
    },
    patience(1),
  );
});
