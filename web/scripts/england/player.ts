/** Moves on by itself. */
export interface Player {
  readonly isPlaying: () => boolean;
  readonly stop: () => void;
}

/** How far a step goes, in months, and how long it stays, in milliseconds. */
const usual = { months: 1, pause: 120 };
/** For who does not want to see things move. */
const calm = { months: 12, pause: 1000 };

/**
 * A button that plays and pauses.
 *
 * @param step goes on by so many months, and says whether there is more
 * @param stopped it was paused, or has come to the end
 */
export function player(
  button: HTMLButtonElement,
  step: (months: number) => boolean,
  stopped: () => void,
): Player {
  const text = button.querySelector('[data-play]');
  let timer: ReturnType<typeof setInterval> | undefined;
  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
    if (text) text.textContent = 'Play';
  };
  const play = (): void => {
    const { months, pause } = matchMedia('(prefers-reduced-motion: reduce)').matches ? calm : usual;
    if (text) text.textContent = 'Pause';
    timer = setInterval(() => {
      if (step(months)) return;
      stop();
      stopped();
    }, pause);
  };
  button.addEventListener('click', () => {
    if (timer === undefined) return play();
    stop();
    stopped();
  });
  return { isPlaying: () => timer !== undefined, stop };
}
