import { eventTypeOf, isEventTypeName } from '../../../domain/events/catalogue.ts';
import type { ChangesView } from '../../../projections/changes.ts';
import type { TimelineEntry } from '../../../projections/timeline.ts';
import { type BesideForms, type Compared, comparedForms } from '../../compared.ts';
import { inWords, processNames } from '../../field-labels.ts';
import type { LinkTo } from '../../shown.ts';
import { capitalised } from '../../words.ts';

/** Facts that came or went in the same way. */
export interface Group {
  readonly id: string;
  readonly title: string;
  /** What they did, after their number; `*` stands for was or were. */
  readonly says: string;
  readonly about: string;
  readonly facts: readonly FactRow[];
  /** The same by process; one part without a name where there are few. */
  readonly parts: readonly { readonly process: string | null; readonly facts: readonly FactRow[] }[];
}

interface FactRow {
  readonly title: string;
  readonly when: string;
  readonly process: string;
  /** It may not have happened by then. */
  readonly isPossible: boolean;
  readonly href: string;
}

/** Facts that say something else, or nothing any more. */
export interface AmendedGroup {
  readonly id: string;
  readonly title: string;
  /** What they did, after their number; `*` stands for was or were. */
  readonly says: string;
  readonly about: string;
  readonly facts: readonly AmendedFact[];
}

interface AmendedFact {
  readonly title: string;
  readonly href: string;
  readonly reasons: readonly {
    readonly text: string;
    readonly explanation: string | null;
    readonly href: string;
  }[];
  /** The fields that differ; none where it stands on one side only. */
  readonly compared: readonly Compared[];
}

const plain = [
  ['disclosed', 'Became known', 'became known', 'On the first of the two days * could not know them yet.'],
  [
    'happened',
    'Happened in between',
    'happened',
    'They were known on the first of the two days already, and still to come.',
  ],
  [
    'added',
    'Newly written down',
    '* newly written down',
    'They were not in this record yet at the first of the two.',
  ],
  [
    'noLonger',
    'Not there yet',
    '* not there yet',
    'Nobody took them back: the second of the two looks further back than the first.',
  ],
] as const;

const amended = [
  ['corrected', 'Corrected', '* corrected', 'It was so all along; this record had it otherwise.'],
  ['withdrawn', 'Withdrawn', '* withdrawn', 'It counts no more: it should not have been written down.'],
  ['restored', 'Restored', '* restored', 'It had been withdrawn, and counts again.'],
] as const;

/** As many as can be scanned without headings. */
const few = 12;

/**
 * The facts that came or went; of each way only where there are any.
 *
 * @param who could not know yet: "the public"
 */
export const groupsOf = (changes: ChangesView, who: string, linkTo: LinkTo): readonly Group[] =>
  plain
    .map(([id, title, says, about]) => {
      const facts = changes[id].map((one) => factRow(one, linkTo));
      return { id, title, says, about: about.replace('*', who), facts, parts: partsOf(facts) };
    })
    .filter(({ facts }) => facts.length > 0);

const processes: ReadonlyMap<string, string> = new Map(Object.entries(processNames));

const partsOf = (facts: readonly FactRow[]): Group['parts'] =>
  facts.length <= few
    ? [{ process: null, facts }]
    : [...processes.values()]
        .map((process) => ({ process, facts: facts.filter((one) => one.process === process) }))
        .filter((part) => part.facts.length > 0);

const factRow = ({ id, title, when, process, certainty }: TimelineEntry, linkTo: LinkTo): FactRow => ({
  title,
  when: capitalised(when),
  process: processes.get(process) ?? process,
  isPossible: certainty === 'possible',
  href: linkTo(`/events/${id}`),
});

export const amendedGroupsOf = (
  changes: ChangesView,
  beside: BesideForms,
  linkTo: LinkTo,
): readonly AmendedGroup[] =>
  amended
    .map(([id, title, says, about]) => ({
      id,
      title,
      says,
      about,
      facts: changes[id].flatMap((one) => amendedFact(one, beside, linkTo)),
    }))
    .filter(({ facts }) => facts.length > 0);

function amendedFact(
  { event, type, before, after, amendments }: ChangesView['corrected'][number],
  beside: BesideForms,
  linkTo: LinkTo,
): AmendedFact[] {
  const form = after ?? before;
  if (!form || !isEventTypeName(type)) return []; // it stands on one side at least, and is of the catalogue
  return [
    {
      title: eventTypeOf(type).title(form.data),
      href: linkTo(`/events/${event}`),
      reasons: amendments.map(({ by, type: kind, reason, explanation }) => ({
        text: `${kind === 'EventWithdrawn' ? 'Withdrawn' : 'Corrected'}: ${inWords(reason).toLowerCase()}`,
        explanation,
        href: linkTo(`/events/${by}`),
      })),
      compared:
        before && after ? comparedForms(type, before, after, beside).filter(({ changed }) => changed) : [],
    },
  ];
}
