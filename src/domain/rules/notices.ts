import { certainlyBefore, whenOf } from './events-in-time.ts';
import { type Rule, rule } from './rule.ts';

const lettersCitation =
  'Department for Education, letter to Bradford of October 2018 (“minded to issue an Improvement Notice”) and the draft notice with it';

export const noticeRules: readonly Rule[] = [
  rule({
    id: 'notice-lifted-never-issued',
    severity: 'impossible',
    says: 'Only a notice that was issued can be lifted, and not before it was issued.',
    citation: lettersCitation,
    checks: ['ImprovementNoticeLifted'],
    restsOn: { subject: ['ImprovementNoticeIssued'] },
    check(event, facts) {
      const { noticeId } = event.data;
      const issued = facts.related(event, 'ImprovementNoticeIssued');
      if (issued.some((issue) => !certainlyBefore(event, issue))) return undefined;
      const lifted = `Notice ${noticeId} was lifted (${whenOf(event)})`;
      return {
        message:
          issued.length === 0
            ? `${lifted}, and this case does not know that it was ever issued; record its issue first, or correct the notice's identifier.`
            : `${lifted} before it was issued (${issued.map(whenOf).join('; ')}); check both dates against their sources.`,
        with: issued,
        facts: {
          noticeId,
          lifted: event.occurred.date,
          issued: issued.map((issue) => issue.occurred.date),
        },
      };
    },
  }),
  rule({
    id: 'notice-drafted-never-issued',
    severity: 'unusual',
    says: 'A notice that was drafted is issued in the end, or the record says why not.',
    citation: `${lettersCitation}: a draft binds nobody`,
    checks: ['ImprovementNoticeDrafted'],
    check(event, facts) {
      if (facts.related(event, 'ImprovementNoticeIssued').length > 0) return undefined;
      const { noticeId } = event.data;
      return {
        message: `Notice ${noticeId} was drafted (${whenOf(event)}), and no issue of it is recorded here. It may never have been issued, or its source may not have been taken in yet.`,
        facts: { noticeId, drafted: event.occurred.date },
      };
    },
  }),
  rule({
    id: 'notice-before-its-proposal',
    severity: 'unusual',
    says: 'Representations on a notice, and its issue, follow its proposal.',
    citation: `${lettersCitation}: representations are invited before a decision`,
    checks: ['RepresentationsMade', 'ImprovementNoticeIssued'],
    restsOn: { subject: ['ImprovementNoticeProposed'] },
    check(event, facts) {
      const proposed = facts.related(event, 'ImprovementNoticeProposed');
      const [first] = proposed;
      if (!first || !proposed.every((proposal) => certainlyBefore(event, proposal))) return undefined;
      const { noticeId } = event.data;
      const what = event.type === 'RepresentationsMade' ? 'Representations were made on' : 'There was issued';
      return {
        message: `${what} notice ${noticeId} (${whenOf(event)}) before it was proposed (${whenOf(first)}); check both dates against their sources.`,
        with: proposed,
        facts: { noticeId, occurred: event.occurred.date, proposed: first.occurred.date },
      };
    },
  }),
];
