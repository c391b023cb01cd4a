import { inEnglish } from '../../../domain/time/edtf-in-english.ts';
import type { CountClaim, ReconciliationView } from '../../../projections/reconciliation/view.ts';
import type { FactLink, LinkFacts } from './fact-links.ts';

interface Finding {
  readonly message: string;
  readonly possibly: boolean;
  readonly facts: readonly FactLink[];
}

/** What of the record does not fit: with a rule, with what a source counts, or source with source. */
export interface Misfits {
  readonly count: number;
  readonly rules: readonly {
    readonly says: string;
    readonly citation: string;
    readonly isImpossible: boolean;
    readonly findings: readonly Finding[];
  }[];
  /** Counts that sources state and the record does not bear out. */
  readonly counts: readonly Finding[];
  readonly agreeing: number;
  readonly disagreements: readonly Finding[];
}

/** Told by what they are about, below. */
const toldApart: ReadonlySet<string> = new Set(['claimed-count-differs', 'claims-disagree']);

export function misfitsOf(view: ReconciliationView, linkFacts: LinkFacts): Misfits {
  const rules = view.anomalies
    .filter(({ rule }) => !toldApart.has(rule))
    .map(({ says, citation, severity, findings }) => ({
      says,
      citation,
      isImpossible: severity === 'impossible',
      findings: findings.map(({ message, certainty, events }) => ({
        message,
        possibly: certainty === 'possible',
        facts: linkFacts(events),
      })),
    }));
  const counts = view.claims
    .filter(({ agrees }) => agrees !== true)
    .map((claim) => ({
      message: countedWords(claim),
      possibly: claim.certainty === 'possible',
      facts: linkFacts([claim.event]),
    }));
  const disagreements = view.disagreements.map(({ message, claims }) => ({
    message,
    possibly: claims.some(({ certainty }) => certainty === 'possible'),
    facts: linkFacts(claims.map(({ event }) => event)),
  }));
  const found = rules.reduce((sum, { findings }) => sum + findings.length, 0);
  return {
    count: found + counts.length + disagreements.length,
    rules,
    counts,
    agreeing: view.claims.length - counts.length,
    disagreements,
  };
}

const countables: Readonly<Record<CountClaim['of'], readonly [one: string, several: string]>> = {
  monitoring_visit: ['monitoring visit', 'monitoring visits'],
  focused_visit: ['focused visit', 'focused visits'],
  joint_targeted_area: ['joint targeted area inspection', 'joint targeted area inspections'],
  inspection: ['inspection', 'inspections'],
};

/** "A source counts 7 monitoring visits, 29 October 2018 to 20 November 2022; none are recorded here." */
function countedWords({ of, claimed, atLeast, over, recorded }: CountClaim): string {
  const counted = `${atLeast ? 'at least ' : ''}${claimed} ${countables[of][claimed === 1 ? 0 : 1]}`;
  return `A source counts ${counted}, ${inEnglish(over, 'extent')}; ${recordedWords(recorded)}.`;
}

function recordedWords(recorded: CountClaim['recorded']): string {
  if (!recorded) return 'the days make no sense, so nothing here can be held against it';
  const { certainly, possibly } = recorded;
  if (possibly === 0) return 'none are recorded here';
  return `recorded here: ${certainly === possibly ? certainly : `between ${certainly} and ${possibly}, as the dates are read`}`;
}
