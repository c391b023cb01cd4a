const parser = new DOMParser();
/** A service that says nothing for so many milliseconds does not answer. */
const patience = 20_000;
let latest = 0;
let underWay = 0;

/** Whether an address is being asked for: whoever is in no hurry then waits, and overtakes nobody. */
export const isRefreshing = (): boolean => underWay > 0;

/**
 * Shows what an address shows now, without leaving the page: every `[data-part]` becomes its namesake. Who looks
 * elsewhere in the page is not moved, and who cannot see is told what the new page `says`. Scripts that have changed
 * something in a part hear of it by the event `refreshed` of the document. What is refused, and what somebody else
 * would see, is opened as a page of its own.
 *
 * @param isPassing more is to come at once: nothing is told yet
 * @returns the new page; undefined where a later call has overtaken this one, or another page is on its way
 * @throws Error where the service does not answer
 */
export async function refresh(address: string, isPassing = false): Promise<Document | undefined> {
  latest += 1;
  const turn = latest;
  const { next, isRefused } = await fetched(address);
  if (turn !== latest) return undefined;
  // Somebody has signed in or out elsewhere, or their session is over: what is above the parts says who looks.
  if (isRefused || next.body.dataset.viewer !== document.body.dataset.viewer) {
    open(address);
    return undefined;
  }
  const focusAgain = keepFocus();
  for (const part of document.querySelectorAll<HTMLElement>('[data-part]')) {
    const other = next.querySelector(`[data-part="${part.dataset.part}"]`);
    if (other && other.outerHTML !== part.outerHTML) part.replaceWith(document.importNode(other, true));
  }
  focusAgain();
  document.dispatchEvent(new CustomEvent('refreshed'));
  document.title = next.title;
  document.body.dataset.live = next.body.dataset.live ?? '';
  if (!isPassing) say(next.body.dataset.says ?? '');
  return next;
}

/** The page of an address; or the one that says why there is none, unless that passes. */
async function fetched(address: string): Promise<{ readonly next: Document; readonly isRefused: boolean }> {
  underWay += 1;
  try {
    const response = await fetch(address, {
      headers: { Accept: 'text/html' },
      signal: AbortSignal.timeout(patience),
    });
    const { ok, status } = response;
    const isRefused = status >= 400 && status < 500 && status !== 429;
    if (!ok && !isRefused) throw new Error(`${status}`);
    return { next: parser.parseFromString(await response.text(), 'text/html'), isRefused };
  } finally {
    underWay -= 1;
  }
}

/** As if somebody had gone there, also where they are there already. */
function open(address: string): void {
  history.replaceState(null, '', address);
  location.reload();
}

/** What has the focus now gets it again once it is made anew: by its id, or by its place among its like. */
function keepFocus(): () => void {
  const focused = document.querySelector<HTMLElement>(':focus');
  const name = focused?.closest<HTMLElement>('[data-part]')?.dataset.part;
  if (!focused || name === undefined) return () => {};
  const like = (): readonly HTMLElement[] =>
    [...document.querySelectorAll<HTMLElement>(`[data-part="${name}"] ${focused.localName}`)].filter(
      (one) =>
        one.getAttribute('href') === focused.getAttribute('href') && one.textContent === focused.textContent,
    );
  const place = like().indexOf(focused);
  return () => {
    if (focused.isConnected) return;
    const again = focused.id ? document.getElementById(focused.id) : like()[place];
    again?.focus({ preventScroll: true });
  };
}

/** Tells who cannot see; the same twice is said once. */
export function say(sentence: string): void {
  const status = document.getElementById('says');
  if (status && status.textContent !== sentence) status.textContent = sentence;
}
