import type { RecordedEvent } from '../../domain/events/catalogue.ts';
import { dateWithin } from '../../domain/rules/events-in-time.ts';
import type { ImpreciseDate } from '../../domain/time/edtf.ts';
import { sourceInWords } from './source.ts';
import type { Disagreement, Stated } from './view.ts';

export interface HeldMeasure {
  readonly event: RecordedEvent<'MeasureReported'>;
  readonly begun: 'certain' | 'possible';
}

/** A figure of one measure, as a value or as a change; both of one event are two. */
interface Figure extends HeldMeasure {
  readonly value: number;
  readonly inWords: string;
  /** Only what is measured alike can disagree: a change is no value, and 5 cases are not 5 %. */
  readonly alike: string;
}

/** Figures of one measure that differ although they speak of the same time, with all that speak of it. */
export function measuresApart(measures: readonly HeldMeasure[]): readonly Disagreement[] {
  const groups: Figure[][] = [];
  for (const figure of measures.flatMap(figuresOf)) {
    const together = groups.filter((group) => group.some((other) => sameTime(figure, other)));
    for (const group of together) groups.splice(groups.indexOf(group), 1);
    groups.push([...together.flat(), figure]);
  }
  return groups
    .filter((group) => new Set(group.map(({ value }) => value)).size > 1)
    .map((group) => {
      const { measure } = group[0]?.event.data ?? { measure: '' };
      const message = `Sources disagree on “${measure}”: ${group.map(inWords).join('; ')}.`;
      return { about: measure, message, claims: group.map(stated) };
    });
}

function figuresOf(held: HeldMeasure): readonly Figure[] {
  const { measure, value, changePercent, unit } = held.event.data;
  const figures: Figure[] = [];
  if (value !== undefined) {
    const words = unit ? `${value} ${unit}` : `${value}`;
    figures.push({ ...held, value, inWords: words, alike: JSON.stringify([measure, 'value', unit ?? null]) });
  }
  if (changePercent !== undefined) {
    const words = `${changePercent > 0 ? '+' : ''}${changePercent} %`;
    figures.push({
      ...held,
      value: changePercent,
      inWords: words,
      alike: JSON.stringify([measure, 'change']),
    });
  }
  return figures;
}

/** Whether two figures can speak of the same time: by their periods where both give one, or else by their dates. */
function sameTime(a: Figure, b: Figure): boolean {
  if (a.alike !== b.alike) return false;
  const [first, second] = [a.event.data.period, b.event.data.period];
  if (first === undefined || second === undefined) return overlap(a.event.when, b.event.when);
  const [over, otherOver] = [dateWithin(first), dateWithin(second)];
  return over !== undefined && otherOver !== undefined && overlap(over, otherOver);
}

const overlap = (a: ImpreciseDate, b: ImpreciseDate): boolean =>
  a.spans.some((one) =>
    b.spans.some((other) => one.earliestStart <= other.latestEnd && other.earliestStart <= one.latestEnd),
  );

const inWords = ({ inWords: figure, event }: Figure): string =>
  `${figure} (${event.data.statedBy}; ${sourceInWords(event.source)})`;

const stated = ({ event, begun, value, inWords: figure }: Figure): Stated => ({
  event: event.id,
  value,
  atLeast: false,
  over: event.data.period ?? null,
  says: `${event.data.statedBy}: ${figure}`,
  source: event.source ?? null,
  certainty: begun,
});
