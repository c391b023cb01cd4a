import type { Parameters } from '../../../api/links.ts';
import type { AuthorityName, Basis } from '../../../caseline.ts';
import { formatDay } from '../../../domain/time/civil-day.ts';
import { dayOf, parseInstant } from '../../../domain/time/london.ts';
import { type DeadlineStatus, deadlineStatuses } from '../../../projections/deadlines/view.ts';
import { keptOf } from '../../question.ts';
import type { Asking } from '../../screen.ts';
import { listed, statusName } from '../../words.ts';
import { addressOf, type DeadlinesAsked, namesOf, pressing } from './query.ts';

type Counts = Readonly<Record<DeadlineStatus, number>>;

interface Option {
  readonly value: string;
  readonly text: string;
  readonly selected: boolean;
}

/** What can be chosen, and what is. */
export interface Filters {
  /** The date field: what had happened by then, or what one knew of it then. */
  readonly date: { readonly name: 'validAt' | 'asOf'; readonly value: string };
  /** What the form leaves as it is. */
  readonly kept: Parameters;
  readonly regions: readonly Option[];
  readonly authorities: readonly Option[];
  readonly statuses: readonly Option[];
  readonly tiles: readonly Tile[];
  /** What is listed, as a heading. */
  readonly heading: string;
  /** Nothing was chosen: what is due and overdue is listed. */
  readonly isPressing: boolean;
  readonly showsNotRecorded: boolean;
  /** Where else one may want to go: the same question, but for one thing. */
  readonly links: Readonly<Record<'example' | 'everything' | 'pressing' | 'notRecorded' | 'first', string>>;
}

interface Tile {
  readonly status: DeadlineStatus;
  readonly count: number;
  readonly href: string;
  readonly isHere: boolean;
}

/** In the order in which they matter. Of the last two there are few, and mostly none. */
const tileOrder: readonly DeadlineStatus[] = [
  'due',
  'overdue',
  'late',
  'met',
  'not_recorded',
  'passed',
  'lapsed',
];
const onlyWhereThereAreSome: readonly DeadlineStatus[] = ['passed', 'lapsed'];

export function filtersOf(
  { query: asked, linkTo, keepsViewer }: Asking<DeadlinesAsked>,
  authorities: readonly AuthorityName[],
  codes: readonly string[] | undefined,
  counts: Counts,
): Filters {
  const { region, status } = asked;
  return {
    date:
      asked.asOf === undefined
        ? { name: 'validAt', value: asked.validAt ?? '' }
        : { name: 'asOf', value: asked.asOf },
    kept: [['knownAt', asked.knownAt], ...keptOf(asked), ...keepsViewer],
    regions: regionOptions(authorities, region),
    authorities: authorityOptions(authorities, asked.authority, codes),
    statuses: statusOptions(status),
    tiles: tileOrder
      .filter((one) => counts[one] > 0 || !onlyWhereThereAreSome.includes(one))
      .map((one) => ({
        status: one,
        count: counts[one],
        href: addressOf(linkTo, { ...asked, status: [one] }),
        isHere: status?.join() === one,
      })),
    heading: headingOf(status),
    isPressing: status === undefined,
    showsNotRecorded: status?.includes('not_recorded') ?? false,
    links: {
      example: addressOf(linkTo, onDay(asked, exampleDay)),
      everything: addressOf(linkTo, { ...asked, status: [...deadlineStatuses] }),
      pressing: addressOf(linkTo, { ...asked, status: undefined }),
      notRecorded: addressOf(linkTo, { ...asked, status: ['not_recorded'] }),
      first: addressOf(linkTo, asked),
    },
  };
}

/** A day on which the bundled record has something that is due. */
const exampleDay = '2018-12-01';

/** The same question about another day, with all that may be known now. */
export const onDay = (
  { certainty, authority, region, status }: DeadlinesAsked,
  validAt: string,
): Partial<DeadlinesAsked> => ({ validAt, certainty, authority, region, status });

function headingOf(asked: readonly DeadlineStatus[] = pressing): string {
  if (asked.length === deadlineStatuses.length) return 'Everything';
  const names = asked.map((one, index) => (index === 0 ? statusName(one) : statusName(one).toLowerCase()));
  return listed(names);
}

/** A region of former days can be asked for too: it is then one to choose. */
function regionOptions(authorities: readonly AuthorityName[], asked: string | undefined): Option[] {
  const known = authorities.map(({ region }) => region);
  const regions = [...new Set(asked === undefined ? known : [...known, asked])].sort();
  return [
    { value: '', text: 'All regions', selected: asked === undefined },
    ...regions.map((region) => ({ value: region, text: region, selected: region === asked })),
  ];
}

function authorityOptions(
  authorities: readonly AuthorityName[],
  asked: readonly string[] | undefined,
  codes: readonly string[] | undefined,
): Option[] {
  const several = asked !== undefined && codes !== undefined && codes.length > 1;
  return [
    { value: '', text: 'All authorities', selected: codes === undefined },
    ...(several ? [{ value: asked.join(), text: namesOf(codes, authorities), selected: true }] : []),
    ...authorities.map(({ la, slug, name }) => ({
      value: slug,
      text: name,
      selected: !several && codes?.[0] === la,
    })),
  ];
}

function statusOptions(asked: readonly DeadlineStatus[] | undefined): Option[] {
  const all = deadlineStatuses.join();
  const written = asked === undefined ? '' : asked.length === deadlineStatuses.length ? all : asked.join();
  const usual = [
    { value: '', text: headingOf() },
    { value: all, text: 'Everything' },
    ...tileOrder.map((status) => ({ value: status, text: statusName(status) })),
  ];
  const isUsual = usual.some(({ value }) => value === written);
  const other = { value: written, text: headingOf(asked) };
  return (isUsual ? usual : [...usual, other]).map((one) => ({ ...one, selected: one.value === written }));
}

/** By when what is shown was known, and a way to the other answer: as known now, or as known on that day. */
export interface Knowledge {
  readonly kind: 'now' | 'then' | 'until';
  readonly href: string;
}

export function knowledgeOf(
  { query: asked, linkTo }: Asking<DeadlinesAsked>,
  { knownAt }: Basis,
): Knowledge | null {
  const { validAt, asOf, knownAt: known, recordedAt, position, ...rest } = asked;
  if (asOf !== undefined) return { kind: 'then', href: addressOf(linkTo, { ...rest, validAt: asOf }) };
  if (known !== undefined || recordedAt !== undefined || position !== undefined)
    return { kind: 'until', href: addressOf(linkTo, { ...rest, validAt }) };
  // Nobody can be asked what they will know on a day to come.
  const isPast = validAt !== undefined && validAt <= formatDay(dayOf(parseInstant(knownAt) ?? 0));
  return isPast ? { kind: 'now', href: addressOf(linkTo, { ...rest, asOf: validAt }) } : null;
}
