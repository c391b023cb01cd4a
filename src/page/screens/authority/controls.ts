import type { Parameters } from '../../../api/links.ts';
import { formatDay } from '../../../domain/time/civil-day.ts';
import { dayInWords } from '../../../domain/time/edtf-in-english.ts';
import type { Window } from '../../pictures/time-scale.ts';
import { keptOf } from '../../question.ts';
import type { Clocks, HistoryQuery } from './clocks.ts';

/** A clock that can be moved: by a date field, and by a slider where scripts run. */
interface Movable {
  readonly name: 'validAt' | 'knownAt';
  readonly label: string;
  readonly hint: string;
  /** `2018-10-26` */
  readonly date: string;
  readonly words: string;
  /** Days since 1970, as the slider counts. */
  readonly day: number;
  /** No later date can be asked for; null for none. */
  readonly latest: string | null;
}

/** The form that asks for other days. */
export interface Controls {
  readonly action: string;
  /** What the form leaves as it is. */
  readonly kept: Parameters;
  readonly clocks: readonly Movable[];
  /** What the sliders span: the days of the picture. */
  readonly span: Window;
  readonly today: number;
  readonly together: boolean;
  readonly certainty: 'possible' | 'certain';
}

interface Shown {
  readonly path: string;
  readonly query: HistoryQuery;
  /** As the address has it. */
  readonly window: string | undefined;
  readonly span: Window;
  readonly clocks: Clocks;
  /** Keeps looking as the same viewer. */
  readonly keepsViewer: Parameters;
}

export function controlsOf({ path, query, window, span, clocks, keepsViewer }: Shown): Controls {
  const { validAt, knownAt, today } = clocks;
  return {
    action: path,
    kept: [...keptOf({ ...query, certainty: undefined }), ['window', window], ...keepsViewer],
    clocks: [
      {
        name: 'validAt',
        label: 'What had happened by',
        hint: 'What happened later is left out.',
        ...onDay(validAt),
        latest: null,
      },
      {
        name: 'knownAt',
        label: 'What was known by',
        hint: 'What came to be known later is left out.',
        ...onDay(knownAt),
        latest: formatDay(today),
      },
    ],
    span,
    today,
    together: validAt === knownAt,
    certainty: query.certainty ?? 'possible',
  };
}

const onDay = (day: number): Pick<Movable, 'date' | 'words' | 'day'> => ({
  day,
  date: formatDay(day),
  words: dayInWords(day),
});
