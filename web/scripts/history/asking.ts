import { refresh } from '../refresh.ts';

/** No more than so often, in milliseconds, while somebody slides. */
const pause = 125;

interface Wanted {
  readonly address: string;
  /** Somebody is still sliding. */
  readonly isPassing: boolean;
}

interface Shown {
  /** The page that was asked for is there, and nothing else is asked for. */
  readonly rested: (next: Document) => void;
  readonly failed: () => void;
}

/** Asks for one page at a time: of those that are asked for meanwhile, for the last. */
export function asking({ rested, failed }: Shown): (wanted: Wanted) => void {
  let next: Wanted | undefined;
  let isBusy = false;

  const work = async (): Promise<void> => {
    isBusy = true;
    while (next) {
      const { address, isPassing } = next;
      next = undefined;
      const started = performance.now();
      try {
        const page = await refresh(address, isPassing);
        if (page && !isPassing && !next) rested(page);
      } catch {
        if (!next) failed();
      }
      const left = pause - (performance.now() - started);
      if (isPassing && left > 0) await new Promise((resolve) => setTimeout(resolve, left));
    }
    isBusy = false;
  };

  return (wanted) => {
    next = wanted;
    if (!isBusy) void work();
  };
}
