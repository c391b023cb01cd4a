import { day, written } from '../journeys/days.js';
import { randomOf } from '../journeys/random.js';

const first = day('2013-01-01');
const last = day('2023-12-31');

/** Days from 2013 to 2023, the same for the same seed. */
export function randomDays(count, seed = 1) {
  const random = randomOf(seed, -11);
  return Array.from({ length: count }, () => written(random.from(first, last)));
}
