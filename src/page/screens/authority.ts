import { z } from 'zod';
import { link, type Parameters } from '../../api/links.ts';
import { questionOf, questionQuery, resolvedParameters } from '../../api/questions.ts';
import { CaselineError, type Question } from '../../caseline.ts';
import { readDay } from '../../domain/time/civil-day.ts';
import { dayInWords } from '../../domain/time/edtf-in-english.ts';
import { inWords } from '../field-labels.ts';
import { filled } from '../form.ts';
import { layOut } from '../pictures/lane-layout.ts';
import { lanesOf } from '../pictures/lanes.ts';
import { daysOf, isOpen, keptOf } from '../question.ts';
import { screen } from '../screen.ts';
import { answersTo } from './authority/answers.ts';
import { chipsOf } from './authority/chips.ts';
import { clocksOf } from './authority/clocks.ts';
import { controlsOf } from './authority/controls.ts';
import { factLinks } from './authority/fact-links.ts';
import { factsByYear } from './authority/fact-list.ts';
import { improvementRows } from './authority/improvement-rows.ts';
import { misfitsOf } from './authority/misfits.ts';
import { momentsOf } from './authority/moments.ts';
import { onwardFrom } from './authority/onward.ts';
import { owedOn } from './authority/owed.ts';
import { spellRows } from './authority/spell-rows.ts';
import { standingOf } from './authority/standing.ts';
import { stateOn } from './authority/state.ts';
import { fixed, shownBy, windowQuery, zoomsAround } from './authority/zoom.ts';

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
  answerer: async (asking) => {
    const { caseline, viewer, authorities, partyInWords, segment, linkTo, keepsViewer } = asking;
    const { window, ...query } = asking.query;
    const la = await caseline.codeOf(segment('authority'), viewer);
    const of = authorities.find((one) => one.la === la);
    if (!of) throw new CaselineError('unknown-authority', `no authority is known as '${la}'`);

    const { basis, facts, ...answers } = await answersTo(caseline, la, questionOf(query, viewer));
    // As it was called, as far as could be known; else as it is called now.
    const { name, region, kind } = answers.state.authority ?? of;
    // What the viewer may know by now of the same part of the log: where one can go from here.
    const byNow: Question = { viewer, recordedAt: query.recordedAt, position: query.position };
    const known = await caseline.facts(la, byNow);
    const today = readDay(known.basis.validAt);
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
      title: open && query.validAt === undefined ? name : `${name}, ${day}`,
      la,
      basis,
      permanent: link(path, [...resolvedParameters(basis), ['window', fixed(shown.window, window)]]),
      live: open ? linkTo('/v1/live/events', [['authority', la]]) : undefined,
      says: `${facts.length} ${facts.length === 1 ? 'fact' : 'facts'} as at ${day}`,
      model: {
        authority: { la, name, region, kind: inWords(kind) },
        canonical: path,
        standing: standingOf(answers.state, {
          query,
          basis,
          clocks,
          who: partyInWords(viewer),
          uncut: linkTo(path, [
            ...daysOf(query),
            ...keptOf({ certainty: query.certainty }),
            ['window', window],
          ]),
        }),
        controls: controlsOf({ path, query, window, span: shown.window, clocks, keepsViewer }),
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
