import type { Signer } from '../http-tokens.ts';
import type { Draw } from './draw.ts';

/** Who asks: a party by its own token, or an auditor who looks as that party. */
export interface Viewer {
  readonly party: string;
  /** None for the public. */
  readonly token?: string | undefined;
  readonly looksAs?: string;
}

const parties = ['public', 'council:380', 'council:381', 'trust:380', 'ofsted', 'dfe', 'recorder', 'auditor'];

/** Everybody who may ask, each with a token of their own and as an auditor looks as them. */
export async function viewersOf(signer: Signer): Promise<readonly Viewer[]> {
  const auditor = await signer.sign({ party: 'auditor' });
  const viewers = parties.map(async (party): Promise<readonly Viewer[]> => {
    const token = party === 'public' ? undefined : await signer.sign({ party });
    return [{ party, token }, ...(party === 'auditor' ? [] : [{ party, token: auditor, looksAs: party }])];
  });
  return (await Promise.all(viewers)).flat();
}

/** Half of the time those of whom most is hidden. */
export const anyViewer = (viewers: readonly Viewer[], draw: Draw): Viewer =>
  draw.one(
    draw.chance(50) ? viewers.filter(({ party }) => party === 'public' || party === 'council:381') : viewers,
  );
