import { dayOf, inWords } from '../days.ts';

/** The clocks that a reader moves, each a day as the number of days since 1970. */
export interface Days {
  validAt: number;
  knownAt: number;
}

/** The picture of the days, which says what days they are. */
export const pictureOf = (page: Document): SVGSVGElement | null =>
  page.querySelector<SVGSVGElement>('svg[data-from][data-left]');

/** Where the end of a day lies in a picture, in its own units. */
function endOf(day: number, { dataset }: SVGSVGElement): number {
  const { from = '', to = '', left, width } = dataset;
  return Number(left) + (Number(width) * (day + 1 - dayOf(from))) / (dayOf(to) + 1 - dayOf(from));
}

/** Moves the lines of the picture to the days, before the service has drawn it again. */
export function moveLines(page: Document, days: Readonly<Days>): void {
  const picture = pictureOf(page);
  if (!picture) return;
  const { from = '', to = '', left, width } = picture.dataset;
  const middle = Number(left) + Number(width) / 2;
  for (const line of picture.querySelectorAll<SVGGElement>('[data-line]')) {
    const day = line.dataset.line === 'knownAt' ? days.knownAt : days.validAt;
    const x = endOf(day, picture);
    line.setAttribute('transform', `translate(${x},0)`);
    line.setAttribute('visibility', day < dayOf(from) || day > dayOf(to) ? 'hidden' : 'visible');
    const words = line.querySelector('text');
    if (!words) continue;
    words.setAttribute('text-anchor', x > middle ? 'end' : 'start');
    words.setAttribute('x', x > middle ? '-5' : '5');
    words.textContent = (words.textContent ?? '').replace(/\d.*/, inWords(day));
  }
}

/** Where the picture is wider than the screen: scrolls it as far as it was, and to its line where that is not seen. */
export function keepInView(page: Document, days: Readonly<Days>, scrolled: number): void {
  const picture = pictureOf(page);
  const region = picture?.closest('.cl-lanes');
  if (!picture || !region || region.scrollWidth <= region.clientWidth) return;
  region.scrollLeft = scrolled;
  const scale = picture.getBoundingClientRect().width / picture.viewBox.baseVal.width;
  const x = endOf(days.validAt, picture) * scale;
  // The names of the lanes stay, over the left of it.
  const first = region.scrollLeft + Number(picture.dataset.left) * scale;
  const last = region.scrollLeft + region.clientWidth;
  if (x < first || x > last) region.scrollLeft = x - region.clientWidth * 0.8;
}
