import { viewerQuery } from '../../api/questions.ts';
import { PUBLIC } from '../../domain/parties.ts';
import { source } from '../../export/source.ts';
import { threeClocks } from '../pictures/three-clocks.ts';
import { screen } from '../screen.ts';
import type { LinkTo } from '../shown.ts';
import { bradfordIn2018, type Example } from './about/bradford.ts';

/** Of the days of the example those that a table needs, and the one at which its answers part. */
const daysInTable: readonly string[] = ['2018-10-23', '2018-10-24', '2018-10-26', '2018-10-29', '2018-10-30'];
const moment = '2018-10-26';
const publication = '2018-10-29';

/** What this is, how to read it, and what is missing. */
export const about = screen({
  path: '/about',
  template: 'about.njk',
  query: viewerQuery,
  answerer: async ({ caseline, linkTo }) => {
    const example = await bradfordIn2018(caseline);
    const { board } = await caseline.england('board', { viewer: PUBLIC });
    return {
      title: 'About Caseline',
      model: {
        source,
        authorities: board.counts.authorities,
        lastPublished: board.lastPublished,
        example: example && shown(example, linkTo),
        links: { england: linkTo('/'), deadlines: linkTo('/deadlines'), docs: linkTo('/docs') },
      },
    };
  },
});

function shown({ authority, days, judgement }: Example, linkTo: LinkTo) {
  const page = `/authorities/${authority.slug}`;
  return {
    name: authority.name,
    moment,
    days: days.filter(({ day }) => daysInTable.includes(day)),
    on: days.find(({ day }) => day === moment),
    picture: threeClocks(days, moment),
    recordedAt: judgement.recordedAt,
    links: {
      asOf: linkTo(page, [['asOf', moment]]),
      inHindsight: linkTo(page, [['validAt', moment]]),
      fact: linkTo(`/events/${judgement.event}`),
      changes: linkTo(`${page}/changes`, [
        ['from.asOf', moment],
        ['to.asOf', publication],
      ]),
    },
  };
}
