import type { ImpreciseDate } from '../../domain/time/edtf.ts';
import { overlap } from './inspection-in-case.ts';

/** The most that is remembered of each: more rows than England will have in a century, and an end to the memory. */
const remembered = 50_000;

/** What the rows before have named in the same file, so that a second one of the same can be told. */
export class EarlierRows {
  readonly #lines = new Map<string, number>();
  readonly #inspections = new Map<string, { readonly line: number; readonly when: ImpreciseDate }[]>();
  #count = 0;

  /** The line that named something before. */
  lineNaming(name: string): number | undefined {
    return this.#lines.get(name);
  }

  /** The line with an inspection of the same on the same days. */
  lineWithInspection(of: string, when: ImpreciseDate): number | undefined {
    return this.#inspections.get(of)?.find((other) => overlap(other.when, when))?.line;
  }

  /** Remembers what a sound row names; gives a way to forget it, where the row is refused after all. */
  remember(line: number, names: readonly string[]): () => void {
    if (this.#lines.size >= remembered) this.#lines.clear();
    for (const name of names) this.#lines.set(name, line);
    return () => {
      for (const name of names) this.#lines.delete(name);
    };
  }

  /** As `remember`, for the days of an inspection. */
  rememberInspection(line: number, of: string, when: ImpreciseDate): () => void {
    if (this.#count >= remembered) this.#forgetInspections();
    this.#count += 1;
    const earlier = this.#inspections.get(of);
    if (earlier) earlier.push({ line, when });
    else this.#inspections.set(of, [{ line, when }]);
    return () => {
      const left = this.#inspections.get(of)?.filter((other) => other.line !== line) ?? [];
      this.#inspections.set(of, left);
    };
  }

  #forgetInspections(): void {
    this.#inspections.clear();
    this.#count = 0;
  }
}
