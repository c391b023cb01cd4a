import { dayOf, monthsLater } from './days.ts';
import { asking } from './history/asking.ts';
import {
  addressOf,
  type Clock,
  clocks,
  controlsOf,
  daysIn,
  takeFrom,
  takeOver,
  tell,
} from './history/controls.ts';
import { type Days, keepInView, moveLines, pictureOf } from './history/lines.ts';
import { trouble } from './trouble.ts';

/** Who moves by keys has come to rest after so many milliseconds. */
const rest = 400;
/** Browsers count how often the address is written, and stop who writes it too often. */
const addressPause = 400;

/** One authority: moving a clock moves its line at once, and the page behind it as fast as the service answers. */
export function history(page: Document): void {
  const controls = controlsOf(page);
  const root = page.querySelector('[data-history]');
  if (!controls || !root) return;
  const { form, today, together, fields, sliders } = controls;
  let days: Days = daysIn(controls);
  let isMoving = false;
  let written = 0;
  let scrolled = 0;
  let soon: ReturnType<typeof setTimeout> | undefined;

  const ask = asking({
    rested: (next) => {
      if (isMoving) return;
      takeFrom(next, controls);
      days = daysIn(controls);
      keepInView(page, days, scrolled);
    },
    failed: () => trouble(form, true),
  });

  /** The days that the picture shows stay while somebody moves within them. */
  const windowNow = (): string | null => {
    const kept = form.querySelector<HTMLInputElement>('input[name="window"]')?.value ?? null;
    const { from = '', to = '' } = pictureOf(page)?.dataset ?? {};
    if (kept === null || from === '') return kept;
    const edge = (dayOf(to) - dayOf(from)) / 10;
    const isInside = days.validAt > dayOf(from) + edge && days.validAt < dayOf(to) - edge;
    if (isMoving || isInside || to === fields.knownAt.max) return `${from}/${to}`;
    return page.querySelector('[data-part="zoom"] [aria-current]')?.id.replace('zoom-', '') ?? kept;
  };

  const show = (): void => {
    tell(controls, days);
    moveLines(page, days);
    keepInView(page, days, scrolled);
  };

  /** The first step of a movement is a new entry of the browser's history: "back" undoes all of it. */
  const go = (address: string, isPassing: boolean, isNew: boolean): void => {
    const now = performance.now();
    if (isNew) window.history.pushState(null, '', address);
    else if (!isPassing || now - written > addressPause) window.history.replaceState(null, '', address);
    if (isNew || !isPassing || now - written > addressPause) written = now;
    ask({ address, isPassing });
  };

  const move = (clock: Clock, day: number): void => {
    const isNew = !isMoving;
    isMoving = true;
    days = { ...days, [clock]: day };
    if (together.checked) days = { validAt: day, knownAt: day };
    days.knownAt = Math.min(days.knownAt, today());
    show();
    go(addressOf(controls, days, windowNow()), true, isNew);
  };

  const settle = (): void => {
    clearTimeout(soon);
    if (!isMoving) return;
    isMoving = false;
    go(addressOf(controls, days, windowNow()), false, false);
  };

  /** Everything but sliding: asks for what the controls say now. */
  const choose = (): void => {
    show();
    go(addressOf(controls, days, windowNow()), false, true);
  };

  for (const clock of clocks) {
    const slider = sliders[clock];
    slider.addEventListener('input', () => move(clock, Number(slider.value)));
    slider.addEventListener('change', settle);
    slider.addEventListener('keydown', (event) => {
      const day = stepped(event.key, days[clock], slider);
      if (day === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      clearTimeout(soon);
      soon = setTimeout(settle, rest);
      move(clock, day);
    });
    slider.addEventListener('blur', settle);
    fields[clock].addEventListener('change', () => {
      if (!fields[clock].checkValidity()) return;
      const day = dayOf(fields[clock].value);
      days = together.checked ? { validAt: day, knownAt: Math.min(day, today()) } : { ...days, [clock]: day };
      choose();
    });
  }
  together.addEventListener('change', () => {
    if (!together.checked || days.validAt === days.knownAt) return;
    days = { ...days, knownAt: Math.min(days.validAt, today()) };
    choose();
  });
  form.querySelector('select')?.addEventListener('change', choose);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    choose();
  });
  root.addEventListener('click', (event) => {
    if (!(event instanceof MouseEvent) || !(event.target instanceof Element)) return;
    const link = event.target.closest<HTMLAnchorElement>('[data-part="moments"] a, [data-part="zoom"] a');
    if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go(link.href, false, true);
  });
  window.addEventListener('popstate', () => {
    isMoving = false;
    ask({ address: location.href, isPassing: false });
  });
  // What the service has drawn may be older than where somebody has slid to since.
  page.addEventListener('refreshed', () => {
    trouble(form, false);
    if (isMoving) moveLines(page, days);
    keepInView(page, days, scrolled);
  });
  root.addEventListener(
    'scroll',
    ({ target }) => {
      if (target instanceof Element) scrolled = target.scrollLeft;
    },
    { capture: true },
  );
  keepInView(page, days, scrolled);
  takeOver(controls);
}

/** Where a key leads to from a day. */
function stepped(key: string, day: number, { min, max }: HTMLInputElement): number | undefined {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return day - 1;
    case 'ArrowRight':
    case 'ArrowUp':
      return day + 1;
    case 'PageDown':
      return monthsLater(day, -1);
    case 'PageUp':
      return monthsLater(day, 1);
    case 'Home':
      return Number(min);
    case 'End':
      return Number(max);
    default:
      return undefined;
  }
}
