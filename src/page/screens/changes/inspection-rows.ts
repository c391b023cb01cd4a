import { frameworks } from '../../../domain/frameworks/frameworks.ts';
import { inEnglish } from '../../../domain/time/edtf-in-english.ts';
import type { InspectionView } from '../../../projections/case/inspection.ts';
import { inWords } from '../../field-labels.ts';
import type { Value } from '../../fields.ts';
import { phaseName } from '../../words.ts';
import { type CaseRow, noted, row, text } from './row.ts';

type Inspection = NonNullable<InspectionView>;

export function inspectionRows(one: InspectionView): CaseRow[] {
  if (!one) return [];
  const at = (...names: string[]) => names.map((name) => `/inspection/${name}`);
  const line = (label: string, value: Value | null, ...names: string[]) =>
    row('Inspection', label, value, at(...names));
  const date = (edtf: string | null): Value | null => (edtf === null ? null : text(inEnglish(edtf)));
  return [
    line('Latest inspection', kindOf(one), 'inspectionId', 'framework', 'kind', 'certainty'),
    line('How far it had come', phaseOf(one), 'phase', 'possiblePhase', 'possiblyAnother'),
    line('Announced', date(one.notified), 'notified'),
    line('On site', onSite(one), 'onSite'),
    line('Lead inspector', one.leadInspector === null ? null : text(one.leadInspector), 'leadInspector'),
    line('Final report received', date(one.shared), 'shared'),
    line('Under embargo until', date(one.embargoUntil), 'embargoUntil'),
    line('Report published', date(one.published), 'published'),
  ];
}

function kindOf({ framework, kind, inspectionId, certainty }: Inspection): Value {
  const parts = [
    framework ? frameworks[framework].shortName : 'Inspection',
    ...(kind ? [inWords(kind).toLowerCase()] : []),
  ];
  return noted(
    text(parts.join(', ')),
    `${inspectionId}${certainty === 'possible' ? ', possibly begun' : ''}`,
  );
}

function phaseOf({ phase, possiblePhase, possiblyAnother }: Inspection): Value | null {
  const possibly = possiblePhase && phaseName(possiblePhase).toLowerCase();
  const another = possiblyAnother === null ? '' : ` (another inspection, ${possiblyAnother})`;
  if (phase === null) return possibly ? text(`Possibly: ${possibly}${another}`) : null;
  return noted(text(phaseName(phase)), possibly ? `possibly: ${possibly}${another}` : '');
}

function onSite({ onSite: parts }: Inspection): Value | null {
  if (parts.length === 0) return null;
  return text(
    parts
      .map(({ from, to, precise }) => {
        const words = to === null ? `from ${inEnglish(from)} on` : inEnglish(`${from}/${to}`, 'extent');
        return precise ? words : `within ${words}`;
      })
      .join(' and '),
  );
}
