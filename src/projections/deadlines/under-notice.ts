import { byReviewInterval, groundOf } from './basis.ts';
import { type Owed, owed } from './owed.ts';
import type { Noted, NoticeDeadlines } from './state.ts';

/** What an improvement notice asks for: of the authority, and of the department that reviews it. */
export function owedUnderNotice(notice: NoticeDeadlines, succeeded: Noted | null): readonly (Owed | null)[] {
  const common = {
    subject: notice.noticeId,
    owedTo: department,
    ended: notice.lifted ?? succeeded,
    followed: true,
  } as const;
  const invitation = owed(groundOf(notice.representationsInvited, null), {
    ...common,
    obligation: 'representations',
    title: 'Representations on the proposed notice',
    owedBy: 'authority',
    kind: 'invitation',
    standing: 'in_force',
    recurs: null,
    also: [],
    met: notice.representationsMade,
  });
  return [invitation, ...owedUnderTerms(notice, common)];
}

const department = 'the Department for Education';

function owedUnderTerms(
  notice: NoticeDeadlines,
  common: Pick<Owed, 'subject' | 'owedTo' | 'ended' | 'followed'>,
): readonly (Owed | null)[] {
  const { drafted, issued, reviews } = notice;
  const notices = [drafted, issued].filter((one) => one !== null);
  const came = notices.at(-1);
  const inTerms = notices.findLast((one) => one.terms !== null); // one issued without terms has those of its draft
  if (!came || !inTerms?.terms) return [];

  const { deliverBy, reviewEveryMonths } = inTerms.terms;
  const shared = {
    ...common,
    standing: issued ? 'in_force' : 'proposed',
    also: [inTerms, came],
  } as const;
  const lastReview = reviews.findLast((review) => review.begun === 'certain');
  return [
    owed(deliverBy && groundOf({ ...inTerms, due: deliverBy }, null), {
      ...shared,
      obligation: 'plan_delivery',
      kind: 'aim', // "the council should aim for": draft notice of October 2018, paragraph 11
      title: 'Delivery of the improvement plan',
      owedBy: 'authority',
      recurs: null,
      met: null, // no event says that a plan was delivered
    }),
    reviewEveryMonths === null
      ? null
      : owed(groundOf(null, byReviewInterval(reviewEveryMonths, lastReview ?? came)), {
          ...shared,
          obligation: 'progress_review',
          kind: 'duty',
          title: 'Review of progress against the notice',
          owedBy: 'department',
          owedTo: 'the authority',
          recurs: { everyMonths: reviewEveryMonths },
          met: reviews.find((review) => review.begun === 'possible') ?? null, // a certain one set the next day
        }),
  ];
}
