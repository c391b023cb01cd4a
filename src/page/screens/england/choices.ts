import type { EnglandView } from '../../../projections/england/england.ts';
import { sentence } from '../../words.ts';

/** By which the authorities can be narrowed. */
export interface Choices {
  readonly regions: readonly string[];
  readonly kinds: readonly { readonly kind: string; readonly name: string }[];
}

export function choicesIn({ rows }: EnglandView<'spells'>): Choices {
  const kinds = [...new Set(rows.map(({ kind }) => kind))].sort();
  return {
    regions: [...new Set(rows.map(({ region }) => region))].sort(),
    kinds: kinds.map((kind) => ({ kind, name: names[kind] ?? sentence(kind) })),
  };
}

/** Those whose registered name is not how people call them. */
const names: Readonly<Record<string, string>> = {
  sui_generis: 'City of London and Isles of Scilly',
};
