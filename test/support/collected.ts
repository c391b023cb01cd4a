import type { Observable } from 'rxjs';

/** What an Observable has emitted, for a test that goes on step by step. */
export interface Collected<Item> {
  readonly items: readonly Item[];
  /** The next item that was not asked for yet; rejects where the Observable fails before it. */
  next(): Promise<Item>;
  /** Unsubscribes. */
  stop(): void;
}

export function collected<Item>(observable: Observable<Item>): Collected<Item> {
  const items: Item[] = [];
  let failure: { readonly error: unknown } | undefined;
  let given = 0;
  let changed = (): void => {};
  const subscription = observable.subscribe({
    next: (item) => {
      items.push(item);
      changed();
    },
    error: (error) => {
      failure = { error };
      changed();
    },
  });
  return {
    items,
    next: async () => {
      const index = given;
      given += 1;
      for (;;) {
        if (index < items.length) return items[index] as Item; // it is within
        if (failure) throw failure.error;
        await new Promise<void>((resolve) => {
          const before = changed;
          changed = () => {
            before();
            resolve();
          };
        });
      }
    },
    stop: () => subscription.unsubscribe(),
  };
}
