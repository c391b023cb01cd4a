import { firstDay, lastDay, parseEdtf } from '../../../domain/time/edtf.ts';
import { slugOf } from '../../slug.ts';
import type { EventToRecord, KnownCase } from '../../stated.ts';
import { claimed } from './claims.ts';
import {
  councilOf,
  disclosed,
  freeId,
  isThere,
  keyOf,
  type Mention,
  mentionedIn,
  once,
  type Tell,
} from './mention.ts';

/** A notice came into force; and ended, where the report says from when to when it was in force. */
export const noticeIssued: Tell = (mention, known) => {
  const { words, date } = mention;
  const [, from = date, to] = (words.includes('in force') && /^([^/]+)\/([^/]+)$/.exec(date)) || [];
  const began = parseEdtf(from);
  const start = { ...mention, date: from, when: began.ok ? began.value : mention.when };
  if (isThere(start, known, 'ImprovementNoticeIssued')) return [];
  const noticeId = freeId(slugOf(`${from} notice`), (id) =>
    known.standing.ofType('ImprovementNoticeIssued').some(({ data }) => data.noticeId === id),
  );
  const issued = once(known, {
    key: keyOf(mention),
    type: 'ImprovementNoticeIssued',
    occurred: { date: from },
    disclosures: disclosed(mention, from, councilOf(mention), 'dfe'),
    source: mentionedIn(mention, known),
    data: { noticeId },
  });
  return to === undefined ? issued : [...issued, ...lifted(mention, known, noticeId, to)];
};

/** The notice ended: the one that was open, where the case knows of exactly one. */
export const noticeLifted: Tell = (mention, known) => {
  if (isThere(mention, known, 'ImprovementNoticeLifted')) return [];
  const [open, ...more] = openNotices(mention, known);
  if (open === undefined || more.length > 0) return claimed(mention, known);
  return lifted(mention, known, open, mention.date);
};

function openNotices({ when }: Mention, known: KnownCase): readonly string[] {
  const over = new Set(known.standing.ofType('ImprovementNoticeLifted').map(({ data }) => data.noticeId));
  return known.standing
    .ofType('ImprovementNoticeIssued')
    .filter((notice) => firstDay(notice.when) <= lastDay(when) && !over.has(notice.data.noticeId))
    .map(({ data }) => data.noticeId);
}

const lifted = (mention: Mention, known: KnownCase, noticeId: string, date: string): EventToRecord[] =>
  once(known, {
    key: `${keyOf(mention)}/lifted`,
    type: 'ImprovementNoticeLifted',
    occurred: { date },
    disclosures: disclosed(mention, date, councilOf(mention), 'dfe'),
    source: mentionedIn(mention, known),
    data: { noticeId },
  });

/** A board was established; that there was one is only a statement. */
export const boardEstablished: Tell = (mention, known) => {
  const { words, date } = mention;
  if (!/\b(established|set up)\b/.test(words)) return claimed(mention, known);
  if (isThere(mention, known, 'ImprovementBoardEstablished')) return [];
  return once(known, {
    key: keyOf(mention),
    type: 'ImprovementBoardEstablished',
    occurred: { date },
    disclosures: disclosed(mention, date, councilOf(mention)),
    source: mentionedIn(mention, known),
    data: /\bindependently chaired\b/.test(words) ? { independentChair: true } : {},
  });
};

/** A direction of the Secretary of State. A report that says what another one says of it only disagrees. */
export const directionIssued: Tell = (mention, known) => {
  const { words, aside, date } = mention;
  if (aside !== undefined && /^the \d{4} report says\b/.test(aside)) return claimed(mention, known);
  if (isThere(mention, known, 'StatutoryDirectionIssued')) return [];
  const isTaken = (id: string): boolean =>
    known.standing.ofType('StatutoryDirectionIssued').some(({ data }) => data.directionId === id);
  return once(known, {
    key: keyOf(mention),
    type: 'StatutoryDirectionIssued',
    occurred: { date },
    disclosures: disclosed(mention, date, councilOf(mention), 'dfe'),
    source: mentionedIn(mention, known),
    data: {
      directionId: freeId(slugOf(`${date} direction`), isTaken),
      power: 'a power that the report does not name',
      requires: /\bdirection \w/.test(words) ? words : `not stated (${words})`,
    },
  });
};

export const commissionerAppointed: Tell = (mention, known) => {
  const { date } = mention;
  if (isThere(mention, known, 'CommissionerAppointed')) return [];
  return once(known, {
    key: keyOf(mention),
    type: 'CommissionerAppointed',
    occurred: { date },
    disclosures: disclosed(mention, date, councilOf(mention), 'dfe'),
    source: mentionedIn(mention, known),
    data: { by: 'Secretary of State' },
  });
};

/** When the council learned of what a commissioner recommends is not stated: by the report's publication. */
export const commissionerReported: Tell = (mention, known) => {
  const { words, date } = mention;
  const [, recommends] = /^commissioner recommended (.+)$/.exec(words) ?? [];
  if (recommends === undefined) return claimed(mention, known);
  if (isThere(mention, known, 'CommissionerReported')) return [];
  return once(known, {
    key: keyOf(mention),
    type: 'CommissionerReported',
    occurred: { date },
    disclosures: disclosed(mention, date, 'dfe'),
    source: mentionedIn(mention, known),
    data: { recommends },
  });
};
