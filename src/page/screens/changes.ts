import { authorityPath } from '../../api/authority-segment.ts';
import { link } from '../../api/links.ts';
import { resolvedPair } from '../../api/questions.ts';
import type { Basis, Caseline } from '../../caseline.ts';
import { readDay } from '../../domain/time/civil-day.ts';
import { inEnglish } from '../../domain/time/edtf-in-english.ts';
import type { CaseView } from '../../projections/case/case.ts';
import { isOpen } from '../question.ts';
import { screen } from '../screen.ts';
import { capitalised, listed } from '../words.ts';
import { effectsOf } from './changes/effects.ts';
import { amendedGroupsOf, groupsOf } from './changes/groups.ts';
import { presetsOf } from './changes/presets.ts';
import { type AskedSide, comparedSides, formQuery, pairOf, reportDays } from './changes/question.ts';
import { type Side, sideOf } from './changes/sides.ts';
import { besideOf, seenNow } from './fact/seen.ts';

/** Two days of one authority side by side: which facts came, changed or went, and what is different. */
export const changes = screen({
  path: '/authorities/{authority}/changes',
  template: 'changes.njk',
  query: formQuery,
  answerer: async ({ caseline, viewer, query, segment, linkTo, keepsViewer, authorities, partyInWords }) => {
    const la = await caseline.codeOf(segment('authority'), viewer);
    const authority = authorities.find((one) => one.la === la);
    const path = `/authorities/${authority?.slug ?? la}`;
    const seen = await seenNow(caseline, la, viewer);
    const today = seen.basis.validAt;
    const facts = [...seen.standing.values()];
    const reports = reportDays(facts);
    const asked = comparedSides(query, reports, readDay(today));
    const common = { viewer, certainty: query.certainty };
    const found = await caseline.changes(la, { ...common, ...asked.from }, { ...common, ...asked.to });
    const { from, to } = found;
    const states = [await stateOn(caseline, la, from), await stateOn(caseline, la, to)] as const;
    const effects = effectsOf(...states, found.changes.effects);
    const hrefOf = (first: AskedSide, second: AskedSide) =>
      linkTo(`${path}/changes`, pairOf(first, second, query.certainty));
    const who = partyInWords(viewer);
    const groups = groupsOf(found.changes, who, linkTo);
    const amended = amendedGroupsOf(found.changes, besideOf(seen), linkTo);
    const name = states[1].authority?.name ?? states[0].authority?.name ?? la;
    const sides = [
      sideOf('from', asked.from, from, who, today),
      sideOf('to', asked.to, to, who, today),
    ] as const;
    return {
      title: titleOf(name, from, to),
      la,
      live: isOpen(asked.to) ? linkTo('/v1/live/events', [['authority', la]]) : undefined,
      says: `${sides[0].day}, then ${sides[1].day}: ${inOneSentence([...groups, ...amended])}`,
      model: {
        name,
        authority: linkTo(path),
        sides,
        columns: columnsOf(sides),
        action: `${path}/changes`,
        kept: keepsViewer,
        isCertain: query.certainty === 'certain',
        today,
        presets: presetsOf({ facts, reports, today: readDay(today) }, asked, hrefOf),
        swapped: hrefOf(asked.to, asked.from),
        effects,
        groups,
        amended,
        contents: [
          ...(effects.length > 0 ? [['effects', 'What is different']] : []),
          ...[...amended, ...groups].map(({ id, title, facts }) => [id, `${title} (${facts.length})`]),
        ],
        sum: capitalised(inOneSentence([...groups, ...amended])),
        permanent: link(`${path}/changes`, resolvedPair(from, to)),
        json: link(`${authorityPath(la)}/changes`, resolvedPair(from, to)),
      },
    };
  },
});

/** Tells the page of two days from that of two others. */
const titleOf = (name: string, from: Basis, to: Basis): string =>
  from.validAt === to.validAt
    ? `${name} on ${inEnglish(to.validAt)}: what changed`
    : `${name}: what changed from ${inEnglish(from.validAt)} to ${inEnglish(to.validAt)}`;

/** What the columns of a comparison are called: by their days, where those tell them apart. */
const columnsOf = ([from, to]: readonly [Side, Side]): readonly [string, string] =>
  from.day === to.day ? ['The first of the two', 'The second of the two'] : [from.day, to.day];

/** The case as the comparison has it: by what that rests on, so that nothing recorded in between is in it. */
async function stateOn(caseline: Caseline, la: string, basis: Basis): Promise<CaseView> {
  const { viewer, validAt, knownAt, position, certainty } = basis;
  return (await caseline.replay('case', la, { viewer, validAt, knownAt, position, certainty })).case;
}

/** "9 facts became known and 1 was corrected" */
function inOneSentence(
  groups: readonly { readonly says: string; readonly facts: readonly unknown[] }[],
): string {
  if (groups.length === 0) return 'nothing is different';
  return listed(groups.map(({ says, facts }, at) => said(facts.length, says, at === 0)));
}

const said = (count: number, says: string, isFirst: boolean): string =>
  `${count}${isFirst ? (count === 1 ? ' fact' : ' facts') : ''} ${says.replace('*', count === 1 ? 'was' : 'were')}`;
