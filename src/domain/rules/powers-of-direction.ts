/** A power of the Secretary of State to direct a local authority that can reach its children's services. */
export interface PowerOfDirection {
  readonly act: string;
  /** The section, and the subsections that give the power; none listed: the section as a whole. */
  readonly section: string;
  readonly subsections: readonly string[];
  readonly allows: string;
}

/** The powers that exist. Source: the Acts, legislation.gov.uk. */
export const powersOfDirection: readonly PowerOfDirection[] = [
  {
    act: 'Education Act 1996',
    section: '497A',
    subsections: ['4', '4A', '4B'],
    allows: 'to direct an authority that does not perform a function to an adequate standard, or at all',
  },
  {
    act: 'Children Act 2004',
    section: '50',
    subsections: [],
    allows: 'applies section 497A of the Education Act 1996 to children’s social care',
  },
  {
    act: 'Education Act 1996',
    section: '496',
    subsections: [],
    allows: 'to prevent the unreasonable exercise of functions',
  },
  {
    act: 'Education Act 1996',
    section: '497',
    subsections: [],
    allows: 'to direct an authority in default of a duty',
  },
  {
    act: 'Children Act 1989',
    section: '84',
    subsections: [],
    allows: 'to declare an authority in default of a duty under that Act, and direct it',
  },
  {
    act: 'Local Authority Social Services Act 1970',
    section: '7A',
    subsections: [],
    allows: 'to direct how social services functions are exercised',
  },
  {
    act: 'Local Government Act 1999',
    section: '15',
    subsections: ['5', '6'],
    allows: 'to direct an authority that fails its best value duty, or to take over a function',
  },
];

/** A section as a text cites it, in lower case: `497A(4A) and (4B)` is section `497a`, subsections `4a`, `4b`. */
export interface CitedSection {
  readonly section: string;
  /** Everything in parentheses after it; none where the text cites the section as a whole. */
  readonly subsections: readonly string[];
  /** The Act named right beside it, if one is: `education act 1996`. */
  readonly act: string | undefined;
}

const citedAct = '(?:local authority social services|local government|[a-z]+) act \\d{4}';
const subsection = '\\(\\w{1,3}\\)';
const sectionNumber = `\\d{1,3}[a-z]{0,2}(?!\\w)(?:${subsection})*(?:(?:,| and| or| &) ?${subsection})*`;

/** Either sections after a mark (`s497A`, `ss. 496 and 497`), or a bare `497A`: a plain number may be a date. */
const citedSections = new RegExp(
  `\\b(?:sections?|ss?)[. ]*(${sectionNumber}(?:(?:,| and| or| &) ?${sectionNumber})*)|(?<![\\w(])(\\d{2,3}[a-z](?!\\w)(?:${subsection})*)`,
  'g',
);
const actAfter = new RegExp(`^,? ?(?:of |in )?(?:the )?(${citedAct})`);
const actBefore = new RegExp(`(${citedAct})[,:(]? ?(?:under |by )?$`);

/** The sections that a text cites, however they are written. None: the text names no power by its number. */
export function sectionsCited(text: string): readonly CitedSection[] {
  const plain = text.toLowerCase().replace(/\s+/g, ' ').replaceAll(' (', '(').replaceAll('( ', '(');
  const cited: CitedSection[] = [];
  for (const match of plain.matchAll(citedSections)) {
    const after = plain.slice(match.index + match[0].length);
    const act = actAfter.exec(after)?.[1] ?? actBefore.exec(plain.slice(0, match.index))?.[1];
    for (const [number] of (match[1] ?? match[2] ?? '').matchAll(new RegExp(sectionNumber, 'g'))) {
      const [section = ''] = number.split(/[(, ]/, 1);
      const subsections = [...number.matchAll(/\((\w{1,3})\)/g)].map(([, inside = '']) => inside);
      cited.push({ section, subsections, act });
    }
  }
  return cited;
}

/** The power that a cited section is, or undefined: no Act known here gives a power of direction there. */
export function powerCited({ section, subsections, act }: CitedSection): PowerOfDirection | undefined {
  return powersOfDirection.find((power) => {
    if (power.section.toLowerCase() !== section) return false;
    if (act !== undefined && power.act.toLowerCase() !== act) return false;
    if (subsections.length === 0 || power.subsections.length === 0) return true;
    return power.subsections.some((given) => subsections.includes(given.toLowerCase()));
  });
}
