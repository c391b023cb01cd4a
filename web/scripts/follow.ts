import { refresh } from './refresh.ts';

/** What comes together is shown together, in milliseconds. */
const pause = 250;

/**
 * Keeps the page as it would be if it were opened now, for as long as its question is open: the live stream of the
 * page says when there is something else to see.
 */
export function follow(): void {
  let stream: EventSource | undefined;
  let soon: ReturnType<typeof setTimeout> | undefined;
  const another = (): void => {
    clearTimeout(soon);
    // A service that is away comes back, and its stream with it.
    soon = setTimeout(() => void refresh(location.href).catch(() => {}), pause);
  };
  const listen = (): void => {
    const address = document.body.dataset.live;
    if (stream?.url === (address && new URL(address, location.href).href)) return;
    stream?.close();
    stream = undefined;
    if (!address) return;
    stream = new EventSource(address);
    // `caught-up` and `state` come first: what has come between the page and its stream is shown then.
    for (const type of ['message', 'caught-up', 'state', 'patch']) stream.addEventListener(type, another);
  };
  listen();
  // The question may be closed, or opened, while the page stays.
  new MutationObserver(listen).observe(document.body, { attributeFilter: ['data-live'] });
}
