import { PUBLIC } from '../parties.ts';
import type { CivilDay } from '../time/civil-day.ts';
import { endsBeforeItStarts, firstDay, type ImpreciseDate, lastDay, parseEdtf } from '../time/edtf.ts';
import { describe } from '../time/edtf-in-english.ts';
import { dayOf, parseInstant } from '../time/london.ts';
import type { CaseFacts, DatedEvent } from './case-facts.ts';
import { dateWithin, dayInWords, whenOf } from './events-in-time.ts';
import { type Met, type Rule, rule } from './rule.ts';

const citation =
  'Ofsted, letter to the City of Bradford of 24 October 2018: the report is under embargo until Ofsted publishes it; Ofsted, Inspecting local authority children’s services (ILACS): the report is confidential until then';

interface Embargo {
  readonly until: ImpreciseDate;
  readonly shared: DatedEvent<'ReportShared'>;
}

/** The embargo on the report of the event's inspection; where several were set, that which lifts first. */
function embargoOf(event: DatedEvent, facts: CaseFacts): Embargo | undefined {
  let first: Embargo | undefined;
  for (const shared of facts.related(event, 'ReportShared')) {
    const until = shared.data.embargoUntil === undefined ? undefined : dateWithin(shared.data.embargoUntil);
    if (until && (!first || firstDay(until) < firstDay(first.until))) first = { until, shared };
  }
  return first;
}

/** A publication on a day that certainly came before the day on which the embargo lifts. */
function underEmbargo(event: DatedEvent<'ReportPublished'>, facts: CaseFacts): Met | undefined {
  const embargo = embargoOf(event, facts);
  if (!embargo || endsBeforeItStarts(event.when) || lastDay(event.when) >= firstDay(embargo.until))
    return undefined;
  const { inspectionId, by } = event.data;
  return {
    message: `${by === 'ofsted' ? 'Ofsted' : 'The authority'} published the report of inspection ${inspectionId} (${whenOf(event)}) before its embargo lifted (${describe(embargo.until, 'moment')}); check both dates against their sources.`,
    with: [embargo.shared],
    facts: { inspectionId, by, published: event.occurred.date, embargoUntil: embargo.until.edtf },
  };
}

/** The day from which a disclosure counts: an imprecise one counts from its last possible day. */
function disclosedFrom(from: string): CivilDay | undefined {
  const parsed = parseEdtf(from);
  if (parsed.ok) return endsBeforeItStarts(parsed.value) ? undefined : lastDay(parsed.value);
  const instant = parseInstant(from);
  return instant === undefined ? undefined : dayOf(instant);
}

export const embargoRules: readonly Rule[] = [
  rule({
    id: 'published-before-embargo-lifted',
    severity: 'impossible',
    says: 'Ofsted does not publish a report before the day on which its own embargo lifts.',
    citation,
    checks: ['ReportPublished'],
    restsOn: { subject: ['ReportShared'] },
    check: (event, facts) => (event.data.by === 'ofsted' ? underEmbargo(event, facts) : undefined),
  }),
  rule({
    id: 'authority-published-under-embargo',
    severity: 'unusual',
    says: 'An authority does not publish a report under embargo. It can happen, as a breach, and so it is kept.',
    citation,
    checks: ['ReportPublished'],
    restsOn: { subject: ['ReportShared'] },
    check: (event, facts) => (event.data.by === 'authority' ? underEmbargo(event, facts) : undefined),
  }),
  rule({
    id: 'disclosed-before-embargo-lifted',
    severity: 'impossible',
    says: 'What a report under embargo says is disclosed to the public only from the day on which the embargo lifts.',
    citation,
    checks: ['ReportShared', 'JudgementsIssued', 'AreasForImprovementSet', 'StrengthsNoted'],
    restsOn: { subject: ['ReportShared'] },
    check(event, facts) {
      const disclosure = event.disclosures.find(({ to }) => to === PUBLIC);
      if (!disclosure) return undefined;
      const embargo = embargoOf(event, facts);
      if (!embargo) return undefined;
      const early = event.disclosures.find(({ to, from }) => {
        const day = to === PUBLIC ? disclosedFrom(from) : undefined;
        return day !== undefined && day < firstDay(embargo.until);
      });
      const day = early && disclosedFrom(early.from);
      if (!early || day === undefined) return undefined;
      const { inspectionId } = event.data;
      return {
        message: `This is disclosed to the public from ${dayInWords(day)}, while the report of inspection ${inspectionId} is under embargo until ${describe(embargo.until, 'moment')}; disclose it to the public from that day, and to those who had the report (such as the council) from when they had it.`,
        with: embargo.shared.id === event.id ? [] : [embargo.shared],
        facts: { inspectionId, disclosedFrom: early.from, embargoUntil: embargo.until.edtf },
      };
    },
  }),
];
