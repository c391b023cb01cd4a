import { viewerQuery } from '../../api/questions.ts';
import type { AuthorityName } from '../../caseline.ts';
import { eventTypeOf, type RecordedEvent, titleOf } from '../../domain/events/catalogue.ts';
import { laOf } from '../../domain/events/envelope.ts';
import { formatDay } from '../../domain/time/civil-day.ts';
import { lastDay } from '../../domain/time/edtf.ts';
import { describe } from '../../domain/time/edtf-in-english.ts';
import { comparedForms } from '../compared.ts';
import { processNames } from '../field-labels.ts';
import { fieldsOf } from '../fields.ts';
import { screen } from '../screen.ts';
import type { LinkTo } from '../shown.ts';
import { capitalised } from '../words.ts';
import { amendmentOf } from './fact/amendment.ts';
import { amendmentsOf, isAmendment } from './fact/amendments.ts';
import { disclosed } from './fact/disclosed.ts';
import { othersOf } from './fact/others.ts';
import { precisionInWords } from './fact/precision.ts';
import { besideOf, seenNow } from './fact/seen.ts';
import { sourceSaid } from './fact/source-said.ts';

/** One fact: what happened and when, who says so, who could know it, and how it was corrected. */
export const fact = screen({
  path: '/events/{id}',
  template: 'fact.njk',
  query: viewerQuery,
  answerer: async ({ caseline, viewer, segment, linkTo, authorities, partyInWords }) => {
    const recorded = await caseline.event(segment('id'), viewer);
    const la = laOf(recorded.caseId);
    const seen = await seenNow(caseline, la, viewer);
    const authority = authorities.find((one) => one.la === la);
    const stands = seen.standing.get(recorded.id);
    // What was withdrawn is told as it was recorded.
    const told = stands?.event ?? recorded;
    const { reading, process } = eventTypeOf(told.type);
    const title = titleOf(told);
    const when = describe(told.when, reading);
    const amendments = amendmentsOf(recorded.id, seen, linkTo);
    const isCorrected = stands !== undefined && stands.corrections.length > 0;
    const status = stands ? (isCorrected ? 'corrected' : 'stands') : 'withdrawn';
    const beside = besideOf(seen);
    return {
      title: authority ? `${title}: ${authority.name}` : title,
      la,
      basis: seen.basis,
      live: linkTo('/v1/live/events', [['authority', la]]),
      says: `${title}, ${when}${status === 'stands' ? '' : `: ${status}`}`,
      model: {
        name: title,
        process: processNames[process],
        when: capitalised(when),
        verbatim: told.occurred.verbatim,
        precision: precisionInWords(told.when, reading),
        status,
        source: told.source
          ? sourceSaid(told.source, seen.captured.get(told.source.id), linkTo, recorded.id)
          : null,
        amendment: isAmendment(told) ? amendmentOf(told, seen, beside, linkTo) : null,
        forms: isCorrected && !isAmendment(told) ? comparedForms(told.type, recorded, told, beside) : null,
        content: fieldsOf(told.type, told.data, beside),
        amendments,
        disclosed: disclosed(recorded, partyInWords),
        recorded: {
          at: recorded.recordedAt,
          by: recorded.recordedBy.name,
          party: partyInWords(recorded.recordedBy.party),
        },
        others: othersOf(
          told,
          [...seen.standing.values()].map(({ event }) => event),
          linkTo,
        ),
        authority: authority ? authorityLinks(authority, told, seen.basis.validAt, linkTo) : null,
        json: linkTo(`/v1/events/${recorded.id}`),
      },
    };
  },
});

/** To the authority as it was on the day: as was known then, and as is known by now. */
function authorityLinks(
  { name, slug }: AuthorityName,
  { when }: RecordedEvent,
  today: string,
  linkTo: LinkTo,
) {
  const path = `/authorities/${slug}`;
  const day = formatDay(lastDay(when));
  return {
    name,
    href: linkTo(path),
    day,
    // Nobody can ask yet what will be known on a day to come.
    asKnownThen: day <= today ? linkTo(path, [['asOf', day]]) : null,
    asKnownNow: linkTo(path, [['validAt', day]]),
  };
}
