/** Random numbers that are the same every time: no clock, and nothing of the machine's. */

/**
 * sfc32 (small fast counting): 128 bits of state, so that the sequences of ten thousand cases do not run into
 * each other. Gives numbers from 0 to below 1.
 */
function sfc32(seed, stream) {
  let a = seed | 0;
  let b = stream | 0;
  let c = 0x9e3779b9;
  let counter = 1;
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let round = 0; round < 15; round += 1) next(); // so that near seeds give far numbers
  return next;
}

/** Draws of one kind or another from one seed; of the same seed, `stream` tells sequences apart. */
export function randomOf(seed, stream = 0) {
  const next = sfc32(seed, stream);
  const below = (count) => Math.floor(next() * count);
  const hex = (digits) =>
    below(16 ** digits)
      .toString(16)
      .padStart(digits, '0');
  return {
    /** A whole number below `count`. */
    below,
    /** A whole number, both ends included. */
    from: (first, last) => first + below(last - first + 1),
    chance: (probability) => next() < probability,
    pick: (list) => list[below(list.length)],
    /** Some of a list, in its order: `least` to `most` of them. */
    some(list, least, most) {
      const wanted = least + below(most - least + 1);
      const kept = new Set();
      while (kept.size < Math.min(wanted, list.length)) kept.add(below(list.length));
      return list.filter((_, index) => kept.has(index));
    },
    /** One of the keys, as often as its weight says. */
    weighed(weights) {
      const entries = Object.entries(weights);
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [key, weight] of entries) {
        left -= weight;
        if (left < 0) return key;
      }
      return entries.at(-1)[0];
    },
    /** A UUID in the form of version 4. */
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${'89ab'[below(4)]}${hex(3)}-${hex(6)}${hex(6)}`,
    /** So many bytes. */
    bytes: (count) => Uint8Array.from({ length: count }, () => below(256)),
  };
}
