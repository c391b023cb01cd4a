import { type Party, PUBLIC } from '../../../domain/parties.ts';
import { dateWithin } from '../../../domain/rules/events-in-time.ts';
import { inEnglish } from '../../../domain/time/edtf-in-english.ts';
import { slugOf } from '../../slug.ts';
import { overlap } from '../inspection-in-case.ts';
import { claimed } from './claims.ts';
import {
  councilOf,
  disclosed,
  isBeforeTheAuthority,
  keyOf,
  mentionedIn,
  once,
  registrationOf,
  sourceOf,
  type Tell,
  whenStated,
} from './mention.ts';

const wentLiveWords = [
  /^services transferred to (.+)$/,
  /^(.+?)(?:, council-owned company,| company)? (?:began|began delivering services|went live|launched|established|took over services)$/,
];

/** A trust, or a company of the council's, took over the services. */
export const trustWentLive: Tell = (mention, known) => {
  const name = wentLiveWords
    .map((form) => form.exec(mention.words)?.[1])
    .find((found) => found !== undefined);
  if (name === undefined) return claimed(mention, known);
  const trustId = slugOf(name);
  const registered = registrationOf(known);
  // A trust may have worked for the authority before: for this one it did from the day on which it began.
  const isEarlier = isBeforeTheAuthority(mention, known);
  const date = isEarlier && registered ? registered.occurred.date : mention.date;
  const when = isEarlier && registered ? registered.when : mention.when;
  const live = known.standing.ofType('TrustWentLive');
  if (live.some((trust) => overlap(trust.when, when))) return [];
  if (live.some(({ data }) => data.trustId === trustId)) return claimed(mention, known);
  const trust: Party = `trust:${mention.la}`;
  const note = `For the authority before this one from ${inEnglish(mention.date)}; for this one from its first day.`;
  return once(known, {
    key: `mentioned/trust-live/${trustId}`,
    type: 'TrustWentLive',
    occurred: { date },
    // Whom it serves knows on the day who does: so does everybody.
    disclosures: [councilOf(mention), trust, PUBLIC].map((to) => ({ to, from: date })),
    source: isEarlier ? sourceOf(mention, known, note) : mentionedIn(mention, known),
    data: { trustId, name },
  });
};

/** The report says for when a trust is planned. */
export const trustPlanned: Tell = (mention, known) => {
  const isThere = known.standing.ofType('TrustGoLivePlanned').some(({ data }) => {
    const planned = dateWithin(data.for);
    return planned !== undefined && overlap(planned, mention.when);
  });
  if (isThere) return [];
  const date = whenStated(mention, known);
  return once(known, {
    key: keyOf(mention),
    type: 'TrustGoLivePlanned',
    occurred: { date },
    disclosures: disclosed(mention, date, councilOf(mention), 'ofsted'),
    source: mentionedIn(mention, known),
    data: { trustId: slugOf(`${mention.date} trust`), for: mention.date },
  });
};
