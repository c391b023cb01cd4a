import type { Basis, Caseline, Question } from '../caseline.ts';
import type { DataOf } from '../domain/events/catalogue.ts';
import type { Grade } from '../domain/frameworks/frameworks.ts';
import type { BoardRow } from '../projections/england/board.ts';
import type { Table } from '../projections/england/table.ts';

export const statuses = [
  'judged',
  'not_yet_judged',
  'no_overall_judgement',
  'ended',
  'not_registered',
] as const;

/** One authority in the list of them, on the day asked about. */
export interface Listed extends Pick<BoardRow, 'la' | 'slug' | 'name' | 'region' | 'kind'> {
  readonly overall: Grade | null;
  readonly status: (typeof statuses)[number];
  readonly since: string | null;
  readonly days: number | null;
}

/** The list as a file. */
export const authoritiesTable: Table<Listed> = {
  name: 'authorities',
  about: 'The authorities, and what was in force in each of them on the day.',
  columns: [
    { name: 'la', type: 'string', about: 'DfE local authority code.', of: (row) => row.la },
    { name: 'slug', type: 'string', about: 'The name in addresses.', of: (row) => row.slug },
    { name: 'name', type: 'string', about: 'The name of the authority.', of: (row) => row.name },
    { name: 'region', type: 'string', about: 'As registered.', of: (row) => row.region },
    { name: 'kind', type: 'string', about: 'As registered.', of: (row) => row.kind },
    { name: 'overall', type: 'string', about: 'The overall grade, as printed.', of: (row) => row.overall },
    { name: 'status', type: 'string', about: 'Why there is no overall grade.', of: (row) => row.status },
    { name: 'since', type: 'day', about: 'Since when the grade has stood.', of: (row) => row.since },
    { name: 'days', type: 'integer', about: 'From `since` to the day.', of: (row) => row.days },
  ],
};

/**
 * Every authority that the viewer could know of, whether or not it existed on the day: what the board says of
 * those that did, and of the others that they did not.
 */
export async function listedAuthorities(
  caseline: Caseline,
  question: Question,
): Promise<{ readonly basis: Basis; readonly authorities: readonly Listed[] }> {
  const { basis, board } = await caseline.england('board', question);
  const onBoard = new Set(board.rows.map(({ la }) => la));
  const known = await caseline.authorities(question.viewer);
  const others = await Promise.all(
    known.filter(({ la }) => !onBoard.has(la)).map(({ la }) => notOnBoard(caseline, la, basis)),
  );
  return { basis, authorities: [...board.rows.map(listed), ...others.flat()] };
}

const listed = ({ la, slug, name, region, kind, overall, status, since, days }: BoardRow): Listed => ({
  la,
  slug,
  name,
  region,
  kind,
  overall,
  status,
  since,
  days,
});

/** Nothing where the viewer could not yet know of the authority: a permanent link shows what it always did. */
async function notOnBoard(caseline: Caseline, code: string, basis: Basis): Promise<readonly Listed[]> {
  const recorded = await recordedRegistration(caseline, code, basis);
  if (!recorded) return [];
  const { authority } = (await caseline.replay('case', code, questionOf(basis))).case;
  const { slug, name, region, kind } = authority ?? recorded.data;
  const status = authority ? 'ended' : 'not_registered';
  return [{ la: code, slug, name, region, kind, overall: null, status, since: null, days: null }];
}

const questionOf = ({ viewer, validAt, knownAt, position, certainty }: Basis): Question => ({
  viewer,
  validAt,
  knownAt,
  position,
  certainty,
});

interface Registration {
  readonly data: DataOf<'AuthorityRegistered'>;
  /** Whether anything corrects or withdraws it. */
  readonly amended: boolean;
}

/** The registration of an authority as it was recorded, where the viewer could know of it. */
async function recordedRegistration(
  caseline: Caseline,
  code: string,
  basis: Basis,
): Promise<Registration | undefined> {
  const { events } = await caseline.events(code, questionOf(basis));
  for (const { type, id, data } of events)
    if (type === 'AuthorityRegistered')
      return { data, amended: events.some((one) => 'target' in one.data && one.data.target === id) };
  return undefined;
}

/** What else an authority is called. Its case is replayed only where its registration was amended. */
async function otherNames(caseline: Caseline, code: string, basis: Basis): Promise<readonly string[]> {
  const recorded = await recordedRegistration(caseline, code, basis);
  if (!recorded?.amended) return recorded?.data.alsoKnownAs ?? [];
  const { authority } = (await caseline.replay('case', code, questionOf(basis))).case;
  return (authority ?? recorded.data).alsoKnownAs;
}

/** Those that have the text in a name, their other names included, or as their code. Case does not matter. */
export async function searched(
  caseline: Caseline,
  basis: Basis,
  authorities: readonly Listed[],
  text: string,
): Promise<readonly Listed[]> {
  const wanted = text.toLowerCase();
  const has = (name: string): boolean => name.toLowerCase().includes(wanted);
  const found = await Promise.all(
    authorities.map(async ({ la, slug, name }) => {
      if (la === wanted || has(slug) || has(name)) return true;
      return (await otherNames(caseline, la, basis)).some(has);
    }),
  );
  return authorities.filter((_, index) => found[index]);
}
