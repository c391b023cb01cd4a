import { z } from 'zod';
import { link, type Parameters } from '../../api/links.ts';
import { questionOf, questionQuery, resolvedParameters } from '../../api/questions.ts';
import { type AuthorityName, CaselineError, type Question } from '../../caseline.ts';
import { parseDay } from '../../domain/time/civil-day.ts';
import { answersTo } from '../authority/answers.ts';
import { chipsOf } from '../authority/chips.ts';
import { clocksOf, dayInWords, daysOf, isOpen, keptOf } from '../authority/clocks.ts';
import { controlsOf } from '../authority/controls.ts';
import { factLinks } from '../authority/fact-links.ts';
import { factsByYear, spellRows } from '../authority/fact-list.ts';
import { improvementRows } from '../authority/improvement-rows.ts';
import { misfitsOf } from '../authority/misfits.ts';
import { momentsOf } from '../authority/moments.ts';
import { onwardFrom } from '../authority/onward.ts';
import { owedOn } from '../authority/owed.ts';
import { standingOf } from '../authority/standing.ts';
import { stateOn } from '../authority/state.ts';
import { shownBy, windowQuery, zoomsAround } from '../authority/zoom.ts';
import { filled } from '../form.ts';
import { layOut } from '../pictures/lane-layout.ts';
import { lanesOf } from '../pictures/lanes.ts';
import { screen } from '../screen.ts';
import { partyName } from '../words.ts';

const { validAt, knownAt } = questionQuery.shape;

const historyQuery = z.strictObject({
  ...questionQuery.shape,
  validAt: filled(validAt),
  knownAt: filled(knownAt),
  window: windowQuery,
});

/** One authority's whole history, as a viewer knew it on any day. */
export const authority = screen({
  path: '/authorities/{authority}',
  template: 'authority.njk',
  query: historyQuery,
  answerer: async ({ caseline, viewer, query: { window, ...query }, segment, linkTo }) => {
    const la = await caseline.codeOf(segment('authority'), viewer);
    const authorities = await caseline.authorities(viewer);
    const nameOf = (code: string) => authorities.find((one) => one.la === code)?.name;
    const of = authorities.find((one) => one.la === la);
    if (!of) throw new CaselineError('unknown-authority', `no authority is known as '${la}'`);

    const { basis, facts, ...answers } = await answersTo(caseline, la, questionOf(query, viewer));
    // What the viewer may know by now of the same part of the log: where one can go from here.
    const byNow: Question = { viewer, recordedAt: query.recordedAt, position: query.position };
    const known = await caseline.facts(la, byNow);
    const today = parseDay(known.basis.validAt) ?? 0;
    const clocks = clocksOf(query, basis, today);
    const moments = momentsOf(known.facts);

    const path = `/authorities/${of.slug}`;
    const shown = shownBy(window, clocks.validAt, today);
    const zoom = shown.zoom === 'all' ? undefined : shown.zoom;
    const hrefOf = (id: string) => linkTo(`/events/${id}`);
    const linkFacts = factLinks(facts, hrefOf);
    const here = (...parameters: Parameters) => linkTo(path, [...parameters, ...keptOf(query)]);
    const open = isOpen(query);
    const day = dayInWords(clocks.validAt);
    const history = { ...answers, facts, validAt: clocks.validAt };
    const frame = { ...clocks, window: shown.window, hrefOf };
    return {
      title: open && query.validAt === undefined ? of.name : `${of.name}, ${day}`,
      la,
      basis,
      permanent: link(path, [...resolvedParameters(basis), ['window', window]]),
      live: open ? linkTo('/v1/live/events', [['authority', la]]) : undefined,
      says: `${facts.length} ${facts.length === 1 ? 'fact' : 'facts'} as at ${day}`,
      model: {
        authority: { ...of, kind: kinds[of.kind] ?? of.kind },
        canonical: path,
        standing: standingOf(answers.state, {
          query,
          basis,
          clocks,
          who: partyName(viewer, nameOf),
          uncut: linkTo(path, [
            ...daysOf(query),
            ...keptOf({ certainty: query.certainty }),
            ['window', window],
          ]),
        }),
        controls: controlsOf({ path, query, window, span: shown.window, clocks, linkTo }),
        chips: await chipsOf({
          caseline,
          la,
          question: byNow,
          moments,
          clocks,
          hrefOf: (asOf) => here(['asOf', asOf], ['window', zoom]),
        }),
        zooms: zoomsAround(shown, (window) => here(...daysOf(query), ['window', window])),
        picture: layOut(lanesOf(history), frame),
        state: stateOn(answers.state, linkFacts),
        owed: owedOn(
          answers.deadlines.deadlines,
          new Set(answers.state.openDeadlines.map(({ id }) => id)),
          of,
          linkFacts,
        ),
        improvement: improvementRows(answers.improvement, linkFacts),
        misfits: misfitsOf(answers.reconciliation, linkFacts),
        spells: spellRows(answers.journey),
        count: facts.length,
        day,
        years: factsByYear(facts, hrefOf),
        onward: onwardFrom({ la, path, query, basis, clocks, moments, linkTo }),
      },
    };
  },
});

const kinds: Readonly<Record<AuthorityName['kind'], string>> = {
  unitary_authority: 'Unitary authority',
  metropolitan_district: 'Metropolitan district',
  london_borough: 'London borough',
  county: 'County',
  sui_generis: 'Authority of its own kind',
};
