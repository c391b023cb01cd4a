import { dayOf } from '../days.ts';
import { inSight } from './in-sight.ts';
import { moveLine, type Row, rowOf, showRow, spellOn } from './rows.ts';

/** What the page shows of a day, read off the page itself: it can show any other without asking anybody. */
export interface Board {
  /** The day that the page came with. */
  readonly day: number;
  readonly first: number;
  readonly until: number;
  /** Undefined where the question is closed: no day is today for it. */
  readonly today: number | undefined;
  readonly rows: readonly Row[];
  readonly show: (day: number) => void;
  /** Another one has taken its place. */
  readonly close: () => void;
}

/** How often rows that nobody sees follow, in milliseconds: most of the work of a step is theirs. */
const unseenEvery = 500;

/** @returns undefined where the page shows no strips */
export function readBoard(page: ParentNode): Board | undefined {
  const strips = page.querySelector<HTMLElement>('#strips');
  const samples = page.querySelector<HTMLTemplateElement>('#grades')?.content;
  if (!strips || !samples) return undefined;
  const { day = '', first = '', until = '', today, ends } = strips.dataset;
  const rows = [...strips.querySelectorAll<HTMLTableRowElement>('tbody tr')].flatMap(
    (element) => rowOf(element, dayOf(day)) ?? [],
  );
  const [start, end] = [dayOf(first), dayOf(until) + 1];
  const chartLine = page.querySelector('.cl-area .cl-day-line');
  const after = page.querySelector<HTMLElement>('#after');
  const showCounts = readCounts(page);
  let shown = dayOf(day);
  let allShown = 0;
  let soon: ReturnType<typeof setTimeout> | undefined;

  const at = (): string => share(Math.min(Math.max(shown - start, 0), end - start), end - start);
  const showRows = (some: Iterable<Row>): void => {
    const x = at();
    for (const row of some) showRow(row, shown, x, samples);
  };
  const showAll = (): void => {
    clearTimeout(soon);
    soon = undefined;
    allShown = performance.now();
    showRows(rows);
  };
  const near = inSight(
    rows,
    ({ element }) => element,
    (row) => showRow(row, shown, at(), samples),
  );
  return {
    day: shown,
    first: start,
    until: end - 1,
    today: today === undefined ? undefined : dayOf(today),
    rows,
    show: (next) => {
      shown = next;
      showCounts(rows, shown);
      if (after) after.hidden = ends === undefined || shown <= dayOf(ends);
      moveLine(chartLine, at());
      const wait = allShown + unseenEvery - performance.now();
      if (wait <= 0) return showAll();
      showRows(near.items());
      soon ??= setTimeout(showAll, wait);
    },
    close: () => {
      clearTimeout(soon);
      near.close();
    },
  };
}

/** The tiles, and the bar of all of them. */
function readCounts(page: ParentNode): (rows: readonly Row[], day: number) => void {
  const tiles = [...page.querySelectorAll<HTMLElement>('.cl-tile')];
  const parts = [...page.querySelectorAll<SVGRectElement>('.cl-bar rect')];
  return (rows, day) => {
    const found = new Map<string, number>();
    for (const { spells } of rows) {
      const spell = spellOn(spells, day);
      for (const place of spell ? [spell.place, 'authorities'] : [])
        found.set(place, (found.get(place) ?? 0) + 1);
    }
    const countOf = ({ dataset }: HTMLElement | SVGElement): number => found.get(dataset.place ?? '') ?? 0;
    for (const tile of tiles) {
      const number = tile.querySelector('dd');
      if (number) number.textContent = String(countOf(tile));
    }
    const all = parts.reduce((sum, part) => sum + countOf(part), 0);
    let before = 0;
    for (const part of parts) {
      part.setAttribute('x', share(before, all));
      part.setAttribute('width', share(countOf(part), all));
      before += countOf(part);
    }
  };
}

/** In per cent, to two places, as the page comes with it. */
const share = (part: number, whole: number): string =>
  `${whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 100}%`;
