import { inEnglish } from '../../../domain/time/edtf-in-english.ts';
import type { DeliveryView } from '../../../projections/case/delivery.ts';
import type { LinkFacts } from './fact-links.ts';
import { type Step, stepOf } from './step.ts';

/** Who delivered the services, and what was agreed, decided or planned about that. */
export interface DeliveryOn {
  readonly text: string;
  readonly doubt: string | null;
  readonly steps: readonly Step[];
}

export function deliveryOn(view: DeliveryView, linkFacts: LinkFacts): DeliveryOn {
  const { possibly, agreed, planned, decided } = view;
  return {
    text: `${delivererWords(view)}.`,
    doubt: possibly === null ? null : `By then it may have been: ${delivererWords(possibly)}.`,
    steps: [
      ...(agreed
        ? [stepOf(`${agreed.name} agreed${agreed.voluntary ? ' voluntarily' : ''}`, agreed, linkFacts)]
        : []),
      ...(decided
        ? [
            stepOf(
              `Delivery by ${decided.model.replaceAll('_', ' ')} decided by ${decided.by}`,
              decided,
              linkFacts,
            ),
          ]
        : []),
      ...planned.map((plan) =>
        stepOf(
          `Planned, and not done by then: ${plan.name ?? 'the trust'} to go live ${plan.verbatim ?? inEnglish(plan.for)}`,
          { ...plan, date: plan.statedOn },
          linkFacts,
        ),
      ),
    ],
  };
}

const delivererWords = ({ by, name, since }: Pick<DeliveryView, 'by' | 'name' | 'since'>): string =>
  `${by === 'council' ? 'The council' : (name ?? 'A trust')}${since === null ? '' : `, since ${inEnglish(since)}`}`;
