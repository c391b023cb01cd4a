import { addMonths, formatDay, readDay } from '../../domain/time/civil-day.ts';
import { inEnglish } from '../../domain/time/edtf-in-english.ts';
import { places } from '../../projections/england/counts.ts';
import { areaChart } from '../pictures/area-chart.ts';
import { across, letters } from '../pictures/strips.ts';
import { firstDay } from '../pictures/time-scale.ts';
import { isOpen } from '../question.ts';
import { screen } from '../screen.ts';
import { addressesOf, otherClocks } from './england/addresses.ts';
import { type Answers, answersTo } from './england/answers.ts';
import { choicesIn } from './england/choices.ts';
import { countsInWords, placesShown, tilesOf } from './england/counts.ts';
import { movedIn } from './england/moved.ts';
import { englandQuery } from './england/question.ts';
import { rowsOn } from './england/rows.ts';

const endOfFirstYear = addMonths(firstDay, 12) - 1;

/** All of England on a day, and over time. */
export const england = screen({
  path: '/',
  template: 'england.njk',
  query: englandQuery,
  answerer: async ({ caseline, viewer, query, linkTo, keepsViewer }) => {
    const answers = await answersTo(query, caseline, viewer);
    const { basis, day, today, horizon, board, spells, everywhere, since, movers } = answers;
    const addresses = addressesOf(query, answers, linkTo);
    const until = Math.max(horizon, endOfFirstYear);
    const time = across({ from: firstDay, to: until });
    const ends = everywhere.lastPublished === null ? null : readDay(everywhere.lastPublished);
    const shown = placesShown(spells);
    const { q, sort, region, kind } = query;
    const rows = rowsOn(spells.rows, { day, across: time, ends, q, sort });
    const inWords = inEnglish(basis.validAt);
    const ofHorizon = [['validAt', formatDay(horizon)]] as const;
    return {
      title: `Children’s services in England on ${inWords}`,
      basis,
      permanent: addresses.permanent,
      live: addresses.live,
      says: `On ${inWords}: ${countsInWords(board.counts, shown)}`,
      model: {
        day: basis.validAt,
        first: formatDay(firstDay),
        until: formatDay(until),
        today: today === null ? null : formatDay(today),
        lastPublished: everywhere.lastPublished,
        keepsTo: isOpen(query)
          ? null
          : { now: addresses.now, cutsRecord: Boolean(query.recordedAt ?? query.position) },
        form: {
          q,
          sort,
          region,
          kind,
          since: query.since,
          kept: [...otherClocks(query), ['until', query.until], ...keepsViewer],
          ...choicesIn(everywhere),
        },
        counts: board.counts,
        tiles: tilesOf(board.counts, shown),
        places: shown,
        allPlaces: places,
        letters,
        at: time.at(day),
        recordEnds: ends === null ? null : time.at(ends + 1),
        years: time.years,
        rows: rows.map((row) => ({
          ...row,
          href: addresses.authority(row.slug),
          yearsInadequate: inYears(row.daysInadequate),
        })),
        rowsShown: rows.filter(({ isHidden }) => !isHidden).length,
        chart: areaChart(pointsOf(answers), shown, time, ends),
        yearEnds: answers.series.points.filter(
          ({ day: on }, index, all) => index > 0 && (on.endsWith('-12-31') || index === all.length - 1),
        ),
        since: formatDay(since),
        movers: movers && {
          counts: movers.counts,
          rows: movedIn(movers, spells).map((row) => ({ ...row, href: addresses.authority(row.slug) })),
        },
        csv: {
          board: addresses.csv('board'),
          spells: addresses.csv('spells', ofHorizon),
          series: addresses.csv('series', ofHorizon),
          movers: addresses.csv('movers', [['since', formatDay(since)]]),
        },
      },
    };
  },
});

const pointsOf = ({ series }: Answers) =>
  series.points.map(({ day, counts }) => ({ day: readDay(day), counts }));

/** "8.1", and nothing for none. */
const inYears = (days: number): string => (days === 0 ? '' : (days / 365.25).toFixed(1));
