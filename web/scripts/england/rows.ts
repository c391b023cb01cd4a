import { dayOf, inWords } from '../days.ts';

/** A stretch of time that an authority spent in one place, as its strip has it. */
export interface Spell {
  readonly place: string;
  readonly from: number;
  /** The day after its last; infinite while it lasts. */
  readonly to: number;
}

/** One authority, and where the page says how it stands. */
export interface Row {
  readonly element: HTMLTableRowElement;
  readonly name: string;
  readonly region: string;
  readonly spells: readonly Spell[];
  readonly grade: Element;
  readonly since: Element;
  readonly years: Element;
  readonly line: Element | null;
  /** What is shown. */
  spell: Spell | undefined;
}

/** @param day the day that the page came with */
export function rowOf(element: HTMLTableRowElement, day: number): Row | undefined {
  const [name, region, grade, since, years] = element.cells;
  if (!name || !region || !grade || !since || !years) return undefined;
  const spells = [...element.querySelectorAll<SVGRectElement>('rect[data-from]')].map(({ dataset }) => ({
    place: dataset.place ?? '',
    from: dayOf(dataset.from ?? ''),
    to: dataset.to === undefined ? Number.POSITIVE_INFINITY : dayOf(dataset.to),
  }));
  return {
    element,
    name: name.textContent,
    region: region.textContent,
    spells,
    grade,
    since,
    years,
    line: element.querySelector('.cl-day-line'),
    spell: spellOn(spells, day),
  };
}

export const spellOn = (spells: readonly Spell[], day: number): Spell | undefined =>
  spells.find(({ from, to }) => from <= day && day < to);

/**
 * @param x of the line of the day
 * @param samples of every grade, as the page writes it
 */
export function showRow(row: Row, day: number, x: string, samples: DocumentFragment): void {
  moveLine(row.line, x);
  put(row.years, yearsInadequate(row.spells, day));
  const spell = spellOn(row.spells, day);
  if (spell === row.spell) return;
  if (spell?.place !== row.spell?.place) {
    const sample = samples.querySelector(`[data-place="${spell?.place ?? ''}"]`);
    row.grade.replaceChildren(...[...(sample?.childNodes ?? [])].map((node) => node.cloneNode(true)));
  }
  put(row.since, spell && spell.place !== 'not_yet_judged' ? inWords(spell.from) : '');
  row.spell = spell;
}

export function moveLine(line: Element | null, x: string): void {
  line?.setAttribute('x1', x);
  line?.setAttribute('x2', x);
}

/** What stays as it is makes no work. */
function put(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Up to a day, in all. */
export const daysInadequate = (spells: readonly Spell[], day: number): number =>
  spells.reduce(
    (sum, { place, from, to }) =>
      place === 'inadequate' && from < day ? sum + Math.min(to, day) - from : sum,
    0,
  );

function yearsInadequate(spells: readonly Spell[], day: number): string {
  const days = daysInadequate(spells, day);
  return days === 0 ? '' : (days / 365.25).toFixed(1);
}
