import { isRefreshing, refresh } from './refresh.ts';

/** What comes together is shown together, in milliseconds. */
const pause = 250;
/** After which a stream that was refused is asked for again, in milliseconds. */
const refusedFor = 15_000;

/**
 * Keeps the page as it would be if it were opened now, for as long as its question is open: the live stream of the
 * page says when there is something else to see.
 */
export function follow(): void {
  let stream: EventSource | undefined;
  let soon: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  const show = (): void => {
    // What somebody has asked for comes first. A service that is away comes back, and its stream with it.
    if (isRefreshing()) another();
    else void refresh(location.href).catch(() => {});
  };
  const another = (): void => {
    clearTimeout(soon);
    soon = setTimeout(show, pause);
  };
  const listen = (): void => {
    const address = document.body.dataset.live;
    if (stream?.url === (address && new URL(address, location.href).href)) return;
    clearTimeout(again);
    stream?.close();
    stream = undefined;
    if (!address) return;
    const opened = new EventSource(address);
    stream = opened;
    let wasLost = false;
    // `caught-up` and `state` come first: what has come between the page and its stream is shown then.
    for (const type of ['message', 'caught-up', 'state', 'patch']) opened.addEventListener(type, another);
    // Where nothing has come meanwhile nothing is sent, but something may have been asked in vain.
    opened.addEventListener('open', () => {
      if (wasLost) another();
      wasLost = false;
    });
    opened.addEventListener('error', () => {
      wasLost = true;
      if (opened !== stream || opened.readyState !== EventSource.CLOSED) return;
      // It was refused, and does not come back by itself: perhaps a session is over, which the page then says.
      stream = undefined;
      again = setTimeout(listen, refusedFor);
      another();
    });
  };
  listen();
  // The question may be closed, or opened, while the page stays.
  new MutationObserver(listen).observe(document.body, { attributeFilter: ['data-live'] });
  // A page that the browser has kept is as old as when it was left, and whoever looked then may have signed out.
  addEventListener('pageshow', ({ persisted }) => persisted && show());
}
