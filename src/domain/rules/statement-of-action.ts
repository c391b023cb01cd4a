import type { CivilDay } from '../time/civil-day.ts';
import { formatDay } from '../time/civil-day.ts';
import { endsBeforeItStarts, firstDay, lastDay } from '../time/edtf.ts';
import { dayInWords, describe } from '../time/edtf-in-english.ts';
import { dueFrom, statutoryClocks } from '../time/statutory-clocks.ts';
import type { CaseFacts, DatedEvent } from './case-facts.ts';
import { dateWithin, whenOf } from './events-in-time.ts';
import { type Rule, rule } from './rule.ts';

type Receipt = DatedEvent<'ReportShared' | 'JudgementsIssued'>;

const { workingDays, citation } = statutoryClocks['statement-of-action'];

interface Computed {
  readonly earliest: CivilDay;
  readonly latest: CivilDay;
  readonly receipts: readonly Receipt[];
}

/** When the statement is due by law: from the report's receipt, for which the judgements' issue can stand in. */
function computedDue(event: DatedEvent, facts: CaseFacts): Computed | undefined {
  const shared: readonly Receipt[] = facts.related(event, 'ReportShared');
  const known = shared.length > 0 ? shared : facts.related(event, 'JudgementsIssued');
  const receipts = known.filter(({ when }) => !endsBeforeItStarts(when));
  if (receipts.length === 0) return undefined;
  const due = receipts.map(({ when }) => dueFrom('statement-of-action', when));
  return {
    earliest: Math.min(...due.map(({ earliest }) => earliest)),
    latest: Math.max(...due.map(({ latest }) => latest)),
    receipts,
  };
}

const computedInWords = ({ earliest, latest }: Computed): string =>
  earliest === latest ? dayInWords(latest) : `between ${dayInWords(earliest)} and ${dayInWords(latest)}`;

export const statementOfActionRules: readonly Rule[] = [
  rule({
    id: 'late-statement-of-action',
    severity: 'unusual',
    says: `The statement of action is sent by the day stated, or else within ${workingDays} working days of the report's receipt.`,
    citation,
    checks: ['StatementOfActionSubmitted'],
    restsOn: { subject: ['StatementOfActionRequested', 'ReportShared', 'JudgementsIssued'] },
    check(event, facts) {
      if (endsBeforeItStarts(event.when)) return undefined;
      const { inspectionId } = event.data;
      const submitted = firstDay(event.when);
      let stated: { due: CivilDay; request: DatedEvent } | undefined;
      for (const request of facts.related(event, 'StatementOfActionRequested')) {
        const date = dateWithin(request.data.due);
        const due = date && lastDay(date);
        if (due !== undefined && (!stated || due > stated.due)) stated = { due, request };
      }
      const computed = stated ? undefined : computedDue(event, facts);
      const due = stated?.due ?? computed?.latest;
      if (due === undefined || submitted <= due) return undefined;
      const basis = stated
        ? `the day that Ofsted stated (${whenOf(stated.request)})`
        : `${workingDays} working days after the report's receipt (${computed?.receipts.map(whenOf).join('; ') ?? ''})`;
      return {
        message: `The statement of action on inspection ${inspectionId} was sent (${whenOf(event)}) after it was due (${dayInWords(due)}, ${basis}).`,
        with: stated ? [stated.request] : (computed?.receipts ?? []),
        facts: {
          inspectionId,
          submitted: event.occurred.date,
          due: formatDay(due),
          basis: stated ? 'stated' : 'computed',
        },
      };
    },
  }),
  rule({
    id: 'stated-deadline-differs',
    severity: 'unusual',
    says: `The day stated for the statement of action is ${workingDays} working days after the report's receipt.`,
    citation,
    checks: ['StatementOfActionRequested'],
    restsOn: { subject: ['ReportShared', 'JudgementsIssued'] },
    check(event, facts) {
      const stated = dateWithin(event.data.due);
      const computed = stated && computedDue(event, facts);
      if (!computed) return undefined;
      if (lastDay(stated) >= computed.earliest && firstDay(stated) <= computed.latest) return undefined;
      const { inspectionId, due } = event.data;
      return {
        message: `The statement of action on inspection ${inspectionId} was asked for by ${describe(stated, 'moment')}; ${workingDays} working days after the report's receipt (${computed.receipts.map(whenOf).join('; ')}) is ${computedInWords(computed)}. Check the receipt and the day stated.`,
        with: computed.receipts,
        facts: {
          inspectionId,
          stated: due,
          computed: { earliest: formatDay(computed.earliest), latest: formatDay(computed.latest) },
        },
      };
    },
  }),
];
