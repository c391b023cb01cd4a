const patience = 2_000;

/** Says once that an answer has not come yet: whoever waits at a terminal should not wonder what happens. */
export function sayWhileSilent(answered: Promise<unknown>, say: (text: string) => void): void {
  const timer = setTimeout(() => say('caseline: the log does not answer yet, still trying'), patience);
  const stop = (): void => clearTimeout(timer);
  answered.then(stop, stop);
}
