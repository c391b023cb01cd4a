import type { ImpreciseDate } from '../../domain/time/edtf.ts';
import { overlap } from './inspection-in-case.ts';

/** The most that is remembered of each: more rows than England will have in a century, and an end to the memory. */
const remembered = 50_000;

/** What the rows before have named in the same file, so that a second one of the same can be told. */
export class EarlierRows {
  readonly #lines = new Map<string, number>();
  readonly #inspections = new Map<string, { readonly line: number; readonly when: ImpreciseDate }[]>();
  #count = 0;

  /** The line that named something before; the first time it is remembered. */
  lineNaming(name: string, line: number): number | undefined {
    const earlier = this.#lines.get(name);
    if (earlier !== undefined) return earlier;
    if (this.#lines.size >= remembered) this.#lines.clear();
    this.#lines.set(name, line);
    return undefined;
  }

  /** The line with an inspection of the same on the same days; the first time it is remembered. */
  lineWithInspection(of: string, when: ImpreciseDate, line: number): number | undefined {
    if (this.#count >= remembered) this.#forgetInspections();
    const earlier = this.#inspections.get(of) ?? [];
    const same = earlier.find((other) => overlap(other.when, when));
    if (same) return same.line;
    earlier.push({ line, when });
    this.#inspections.set(of, earlier);
    this.#count += 1;
    return undefined;
  }

  #forgetInspections(): void {
    this.#inspections.clear();
    this.#count = 0;
  }
}
