import { PAGE } from './view.ts';

/** What has happened since a subscription began: no more than a page of it waits, and the oldest gives way. */
export class LiveQueue<Item> {
  #items: { readonly sequence: number; readonly item: Item }[] = [];
  #sequence = 0;
  #ended = false;
  #wake = (): void => {};

  push(item: Item): void {
    this.#items.push({ sequence: ++this.#sequence, item });
    if (this.#items.length > PAGE) this.#items.shift();
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /** The next, with its number from 1: one that is missed shows that some were lost. Undefined at the end. */
  async next(): Promise<{ readonly sequence: number; readonly item: Item } | undefined> {
    while (this.#items.length === 0 && !this.#ended) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#ended ? undefined : this.#items.shift();
  }
}
