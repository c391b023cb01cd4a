import type { RecordedEvent } from '../../../domain/events/catalogue.ts';
import type { Party } from '../../../domain/parties.ts';
import { isExact, parseEdtf } from '../../../domain/time/edtf.ts';
import { dayInWords, inEnglish } from '../../../domain/time/edtf-in-english.ts';
import { dayOf, parseInstant } from '../../../domain/time/london.ts';
import { capitalised, instantInWords, listed } from '../../words.ts';

/** Who could know a fact from the same moment on. */
export interface Disclosed {
  /** "24 October 2018" */
  readonly from: string;
  /** Where no source dates it exactly: what is known. */
  readonly doubt: string | undefined;
  /** "The council of Bradford and Ofsted" */
  readonly who: string;
}

/** Who could know a fact, and from when; the earliest first. */
export function disclosed(
  { disclosures, entitled }: Pick<RecordedEvent, 'disclosures' | 'entitled'>,
  nameOf: (party: Party) => string,
): readonly Disclosed[] {
  const inOrder = disclosures
    .map(({ to, from }, index) => ({ to, from, at: entitled[index]?.from ?? 0 }))
    .sort((a, b) => a.at - b.at);
  const groups = new Map<string, { readonly from: string; readonly at: number; readonly who: string[] }>();
  for (const { to, from, at } of inOrder) {
    const group = groups.get(from);
    if (group) group.who.push(nameOf(to));
    else groups.set(from, { from, at, who: [nameOf(to)] });
  }
  return [...groups.values()].map(({ from, at, who }) => ({
    ...fromWhen(from, at),
    who: capitalised(listed(who)),
  }));
}

function fromWhen(from: string, at: number): Pick<Disclosed, 'from' | 'doubt'> {
  if (parseInstant(from) !== undefined) return { from: instantInWords(from), doubt: undefined };
  const date = parseEdtf(from);
  if (!date.ok || isExact(date.value)) return { from: inEnglish(from), doubt: undefined };
  return {
    from: `${dayInWords(dayOf(at))} at the latest`,
    doubt: `All that is known is: ${inEnglish(from)}. In doubt, the last day counts.`,
  };
}
