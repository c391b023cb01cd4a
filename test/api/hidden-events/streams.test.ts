import { holds, patience } from '../../support/hidden/draw.ts';
import { streamsTellNothing } from '../../support/hidden/proof-of-streams.ts';
import { viewersOf } from '../../support/hidden/viewers.ts';
import { makeSigner } from '../../support/http-tokens.ts';

const tries = 12;

describe('what a viewer may not know', () => {
  it(
    'shows in no message of a stream, no id and no end, before its embargo lifts',
    async () => {
      const signer = await makeSigner();
      await holds(tries, streamsTellNothing({ signer, viewers: await viewersOf(signer) }), 3);
    },
    patience(tries),
  );
});
