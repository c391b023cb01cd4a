import { PUBLIC } from '../parties.ts';
import type { CivilDay } from '../time/civil-day.ts';
import { endsBeforeItStarts, firstDay, type ImpreciseDate, lastDay, parseEdtf } from '../time/edtf.ts';
import { dayInWords, describe } from '../time/edtf-in-english.ts';
import { dayOf, parseInstant } from '../time/london.ts';
import type { CaseFacts, DatedEvent } from './case-facts.ts';
import { dateWithin, whenOf } from './events-in-time.ts';
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

/** The first day on which the public may know an event, and how that was written. */
function publicFrom(event: DatedEvent): { readonly day: CivilDay; readonly from: string } | undefined {
  let first: { readonly day: CivilDay; readonly from: string } | undefined;
  for (const { to, from } of event.disclosures) {
    const day = to === PUBLIC ? disclosedFrom(from) : undefined;
    if (day !== undefined && (!first || day < first.day)) first = { day, from };
  }
  return first;
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
    says: 'What a report under embargo says, and what is asked or answered about it, is disclosed to the public only from the day on which the embargo lifts.',
    citation,
    checks: [
      'DraftReportIssued',
      'FactualAccuracyChecked',
      'ReportShared',
      'JudgementsIssued',
      'AreasForImprovementSet',
      'StrengthsNoted',
      'StatementOfActionRequested',
      'FeedbackRequested',
    ],
    restsOn: { subject: ['ReportShared'] },
    check(event, facts) {
      const disclosed = publicFrom(event);
      const embargo = disclosed && embargoOf(event, facts);
      if (!embargo || disclosed.day >= firstDay(embargo.until)) return undefined;
      const { inspectionId } = event.data;
      return {
        message: `This is disclosed to the public from ${dayInWords(disclosed.day)}, while the report of inspection ${inspectionId} is under embargo until ${describe(embargo.until, 'moment')}; disclose it to the public from that day, and to those who had the report (such as the council) from when they had it.`,
        with: embargo.shared.id === event.id ? [] : [embargo.shared],
        facts: { inspectionId, disclosedFrom: disclosed.from, embargoUntil: embargo.until.edtf },
      };
    },
  }),
  rule({
    id: 'strengths-or-areas-before-publication',
    severity: 'unusual',
    says: 'Where no embargo is recorded, what a report found is disclosed to the public once Ofsted has published it.',
    citation,
    checks: ['AreasForImprovementSet', 'StrengthsNoted'],
    restsOn: { subject: ['ReportPublished'] },
    check(event, facts) {
      const disclosed = publicFrom(event);
      if (!disclosed || embargoOf(event, facts)) return undefined;
      const published = facts
        .related(event, 'ReportPublished')
        .filter(({ data, when }) => data.by === 'ofsted' && !endsBeforeItStarts(when));
      const [first] = published;
      if (!first || published.some(({ when }) => firstDay(when) <= disclosed.day)) return undefined;
      const { inspectionId } = event.data;
      return {
        message: `This is disclosed to the public from ${dayInWords(disclosed.day)}, before Ofsted published the report of inspection ${inspectionId} (${whenOf(first)}); check from when the public could know it.`,
        with: published,
        facts: { inspectionId, disclosedFrom: disclosed.from, published: first.occurred.date },
      };
    },
  }),
];
