/** Those of some things that are on the screen, or close to it. */
export interface InSight<Item> {
  readonly items: () => Iterable<Item>;
  readonly close: () => void;
}

/** @param came it was out of sight until now */
export function inSight<Item>(
  all: readonly Item[],
  elementOf: (item: Item) => Element,
  came: (item: Item) => void,
): InSight<Item> {
  const items = new Map(all.map((item) => [elementOf(item), item]));
  let near: Set<Item> | undefined;
  const observer = new IntersectionObserver(
    (entries) => {
      near ??= new Set();
      for (const { target, isIntersecting } of entries) {
        const item = items.get(target);
        if (item === undefined) continue;
        if (!isIntersecting) near.delete(item);
        else if (!near.has(item)) {
          near.add(item);
          came(item);
        }
      }
    },
    { rootMargin: '100px' },
  );
  for (const element of items.keys()) observer.observe(element);
  return { items: () => near ?? all, close: () => observer.disconnect() };
}
