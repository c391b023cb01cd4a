export interface ProgressLine {
  /** Puts this in the place of what it said. */
  readonly show: (text: string) => void;
  readonly clear: () => void;
}

/** One line of a terminal that tells how far a command is; none where nobody watches. */
export function progressLine(): ProgressLine | undefined {
  if (!process.stderr.isTTY) return undefined;
  const clear = (): void => {
    process.stderr.write('\r\x1b[K');
  };
  return {
    show: (text) => {
      clear();
      process.stderr.write(text);
    },
    clear,
  };
}
