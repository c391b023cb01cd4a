import { dayOf, inWords, monthsLater, written } from './days.ts';
import { filter, sort } from './england/arrange.ts';
import { type Board, readBoard } from './england/board.ts';
import { player } from './england/player.ts';
import { refresh, say } from './refresh.ts';
import { trouble } from './trouble.ts';

/** Who slides has come to rest after so many milliseconds. */
const rest = 250;

/**
 * All of England: sliding, playing, searching and sorting show at once what the page holds already. The service is
 * asked once a new day was chosen, for what only it can say.
 */
export function england(page: Document): void {
  const form = page.querySelector<HTMLFormElement>('form#question');
  const field = page.querySelector<HTMLInputElement>('#day');
  const slider = page.querySelector<HTMLInputElement>('#slider');
  const button = page.querySelector<HTMLButtonElement>('#play');
  const heading = page.querySelector('#when');
  const read = readBoard(page);
  if (!form || !field || !slider || !button || !heading || !read) return;

  let board: Board = read;
  let day = board.day;
  /** Whether another day is shown than the address has. */
  let isAhead = false;
  let soon: ReturnType<typeof setTimeout> | undefined;

  const range = (): void => {
    slider.min = String(board.first);
    slider.max = String(board.until);
    field.max = written(board.until);
  };
  const tell = (): void => {
    slider.value = String(day);
    slider.setAttribute('aria-valuetext', inWords(day));
    const words = `On ${inWords(day)}`;
    if (heading.textContent !== words) heading.textContent = words; // what stays as it is has not changed for anybody
    if (page.activeElement !== field) field.value = written(day);
  };
  const show = (next: number): void => {
    day = next;
    isAhead = true;
    tell();
    board.show(day);
  };
  const ask = (): void => {
    clearTimeout(soon);
    isAhead = false;
    history.replaceState(null, '', addressOf(form, board, day));
    refresh(location.href).catch(() => trouble(form, true));
  };
  const askSoon = (): void => {
    clearTimeout(soon);
    soon = setTimeout(ask, rest);
  };

  const playing = player(
    button,
    (months) => {
      show(Math.min(monthsLater(day >= board.until ? board.first : day, months), board.until));
      return day < board.until;
    },
    ask,
  );
  slider.addEventListener('input', () => {
    playing.stop();
    clearTimeout(soon);
    show(Number(slider.value));
  });
  slider.addEventListener('change', askSoon);
  slider.addEventListener('keydown', (event) => {
    const months = { PageUp: 1, PageDown: -1 }[event.key];
    if (months === undefined) return;
    event.preventDefault();
    playing.stop();
    show(Math.min(Math.max(monthsLater(day, months), board.first), board.until));
    askSoon();
  });
  field.addEventListener('change', () => {
    if (field.value === '' || !field.validity.valid) return; // somebody is still typing
    playing.stop();
    show(dayOf(field.value));
    askSoon();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    ask();
  });
  followTools(
    form,
    () => board,
    () => day,
    ask,
  );

  page.addEventListener('refreshed', () => {
    trouble(form, false);
    board.close();
    board = readBoard(page) ?? board;
    range();
    if (isAhead || playing.isPlaying()) board.show(day);
    else {
      day = board.day;
      tell();
    }
    filter(board.rows, textOf(form, 'q'));
  });
  page.addEventListener('pointerover', nameStretch);

  range();
  tell();
  for (const control of page.querySelectorAll<HTMLElement>('.cl-when [hidden]')) control.hidden = false;
}

/** What narrows and orders the table. */
function followTools(form: HTMLFormElement, board: () => Board, day: () => number, ask: () => void): void {
  let soon: ReturnType<typeof setTimeout> | undefined;
  const control = (name: string): HTMLElement | undefined => {
    const found = form.elements.namedItem(name);
    return found instanceof HTMLElement ? found : undefined;
  };
  control('q')?.addEventListener('input', () => {
    const said = filter(board().rows, textOf(form, 'q'));
    history.replaceState(null, '', addressOf(form, board(), day()));
    clearTimeout(soon);
    soon = setTimeout(() => say(said), 2 * rest);
  });
  control('sort')?.addEventListener('change', () => sort(board().rows, textOf(form, 'sort'), day()));
  for (const name of ['q', 'sort', 'region', 'kind']) control(name)?.addEventListener('change', ask);
  control('since')?.addEventListener('change', () => {
    const text = textOf(form, 'since');
    if (text === '' || text >= '1900') ask(); // else somebody is still typing the year
  });
}

const textOf = (form: HTMLFormElement, name: string): string =>
  String(new FormData(form).get(name) ?? '').trim();

/** The address of what is shown: today is not named where the question is open, so that it stays today. */
function addressOf(form: HTMLFormElement, { today }: Board, day: number): string {
  const address = new URL(location.href);
  const parameters = address.searchParams;
  const put = (name: string, value: string): void => {
    if (value === '') parameters.delete(name);
    else parameters.set(name, value);
  };
  const asOf = parameters.get('asOf');
  if (asOf !== null) put('knownAt', asOf);
  put('asOf', '');
  put('validAt', day === today ? '' : written(day));
  for (const name of ['region', 'kind', 'q', 'since']) put(name, textOf(form, name));
  const order = textOf(form, 'sort');
  put('sort', order === 'name' ? '' : order);
  return address.href;
}

/** Says what a stretch of a strip is to who points at it. */
function nameStretch({ target }: Event): void {
  if (!(target instanceof SVGRectElement) || target.firstChild || !target.dataset.from) return;
  const { place, from, to } = target.dataset;
  const name = document.querySelector(`.cl-tile[data-place="${place}"] dt`)?.textContent.trim() ?? '';
  const title = document.createElementNS('http://www.w3.org/2000/svg', 'title');
  const end = to === undefined ? '' : ` to ${inWords(dayOf(to) - 1)}`;
  title.textContent = place === 'not_yet_judged' ? name : `${name}, from ${inWords(dayOf(from))}${end}`;
  target.append(title);
}
