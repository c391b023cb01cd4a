import type { Finding } from '../../domain/rules/rule.ts';
import type { HeldClaim } from './claims.ts';
import { type HeldMeasure, measuresApart } from './measures.ts';
import { sourceInWords } from './source.ts';
import type { Disagreement, Stated } from './view.ts';

/**
 * Where sources cannot all be right: counts that a rule found apart, then statements on one topic and figures
 * of one measure that differ.
 */
export function disagreements(
  claims: readonly HeldClaim[],
  measures: readonly HeldMeasure[],
  found: readonly Finding[],
): readonly Disagreement[] {
  return [
    ...found
      .filter(({ rule }) => rule === 'claims-disagree')
      .flatMap((finding) => countsApart(finding, claims)),
    ...statementsApart(claims),
    ...measuresApart(measures),
  ];
}

function countsApart({ events, message }: Finding, claims: readonly HeldClaim[]): readonly Disagreement[] {
  const apart = claims.filter(({ event }) => events.includes(event.id));
  const [first] = apart;
  if (first?.event.data.kind !== 'count') return [];
  return [{ about: first.event.data.of, message, claims: apart.map(stated) }];
}

function statementsApart(claims: readonly HeldClaim[]): readonly Disagreement[] {
  const byTopic = new Map<string, HeldClaim[]>();
  for (const claim of claims) {
    if (claim.event.data.kind !== 'statement') continue;
    const { topic } = claim.event.data;
    byTopic.set(topic, [...(byTopic.get(topic) ?? []), claim]);
  }
  return [...byTopic].flatMap(([topic, onTopic]) => {
    const said = onTopic.map(stated);
    const values = new Set(said.map(({ value }) => value));
    if (values.size < 2) return [];
    const message = `Sources disagree on ${topic.replaceAll('-', ' ')}: ${said.map(inWords).join('; ')}.`;
    return [{ about: topic, message, claims: said }];
  });
}

const inWords = ({ value, source }: Stated): string => `“${value}” (${sourceInWords(source)})`;

function stated({ event, begun }: HeldClaim): Stated {
  const { data } = event;
  const isCount = data.kind === 'count';
  return {
    event: event.id,
    value: data.value,
    atLeast: isCount && data.atLeast,
    over: isCount ? data.over : null,
    says: data.says,
    source: event.source ?? null,
    certainty: begun,
  };
}
