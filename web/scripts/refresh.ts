const parser = new DOMParser();
let latest = 0;

/**
 * Shows what an address shows now, without leaving the page: every `[data-part]` becomes its namesake. Who looks
 * elsewhere in the page is not moved, and who cannot see is told what the new page `says`. Scripts that have changed
 * something in a part hear of it by the event `refreshed` of the document.
 *
 * @param isPassing more is to come at once: nothing is told yet
 * @returns the new page; undefined where a later call has overtaken this one
 * @throws Error where the address cannot be fetched, or answers with a problem
 */
export async function refresh(address: string, isPassing = false): Promise<Document | undefined> {
  latest += 1;
  const turn = latest;
  const response = await fetch(address, { headers: { Accept: 'text/html' } });
  if (!response.ok) throw new Error(`${response.status}`);
  const text = await response.text();
  if (turn !== latest) return undefined;
  const next = parser.parseFromString(text, 'text/html');
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
