import { inEnglish } from '../../../domain/time/edtf-in-english.ts';
import type { DeliveryView } from '../../../projections/case/delivery.ts';
import { inWords } from '../../field-labels.ts';
import type { Value } from '../../fields.ts';
import { type CaseRow, noted, row, sayingWhen, text, when } from './row.ts';

export function deliveryRows(view: DeliveryView): CaseRow[] {
  const line = (label: string, value: Value | null, ...names: string[]) =>
    row(
      'Who delivers',
      label,
      value,
      names.map((name) => `/delivery/${name}`),
    );
  const { possibly, agreed, planned, decided } = view;
  return [
    line('Delivered by', delivererIn(view), 'by', 'name', 'since', 'event'),
    line('Possibly by then', possibly && delivererIn(possibly), 'possibly'),
    line(
      'Agreed',
      agreed && noted(text(`${agreed.name}${agreed.voluntary ? ', voluntarily' : ''}`), when(agreed)),
      'agreed',
    ),
    line('Planned, not done', plans(planned), 'planned'),
    line(
      'Decided',
      decided &&
        noted(
          text(`${inWords(decided.model)}, by ${decided.by}`),
          [when(decided), ...(decided.declined ? [`declined: ${decided.declined}`] : [])].join('; '),
        ),
      'decided',
    ),
  ];
}

const delivererIn = ({ by, name, since }: Pick<DeliveryView, 'by' | 'name' | 'since'>): Value =>
  noted(
    text(by === 'council' ? 'The council' : (name ?? 'A trust')),
    since === null ? '' : `since ${inEnglish(since)}`,
  );

const plans = (planned: DeliveryView['planned']): Value | null =>
  planned.length === 0
    ? null
    : {
        kind: 'list',
        members: planned.map((plan) => ({
          value: noted(
            text(`${plan.name ?? 'The trust'} to take over ${inEnglish(plan.for)}`),
            sayingWhen('stated', plan.statedOn, plan.certainty),
          ),
        })),
      };
