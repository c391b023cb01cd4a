import { byStatute, groundOf } from './basis.ts';
import { type Owed, owed } from './owed.ts';
import type { InspectionDeadlines, Noted } from './state.ts';

/** What an authority owes, or is invited to send, once it has been inspected. */
export function owedAfterInspection(
  inspection: InspectionDeadlines,
  ended: Noted | null,
): readonly (Owed | null)[] {
  const receipt = setsClocksRunning(inspection) ? (inspection.shared ?? inspection.judged) : null;
  const common = {
    subject: inspection.inspectionId,
    owedBy: 'authority',
    standing: 'in_force',
    recurs: null,
    also: [],
    ended,
    // Of most inspections a record holds the report alone, and could not tell what followed.
    followed: inspection.shared !== null || inspection.statementRequested !== null,
  } as const;
  return [
    owed(groundOf(inspection.statementRequested, receipt && byStatute('statement-of-action', receipt)), {
      ...common,
      obligation: 'statement_of_action',
      title: 'Statement of action',
      owedTo: 'Ofsted',
      kind: 'duty',
      met: inspection.statementSubmitted,
    }),
    owed(groundOf(null, receipt && byStatute('authority-publishes-report', receipt)), {
      ...common,
      obligation: 'report_publication',
      title: 'Publication of the report by the authority',
      owedTo: 'the public',
      kind: 'duty',
      met: inspection.publishedByAuthority,
    }),
    owed(groundOf(inspection.feedbackRequested, null), {
      ...common,
      obligation: 'feedback',
      title: 'Feedback on the inspection',
      owedTo: 'Ofsted',
      kind: 'invitation',
      met: null, // no event says that it was given
    }),
  ];
}

/**
 * Section 137 of the Education and Inspections Act 2006 binds an authority that receives a report of an
 * inspection under section 136. A review of a safeguarding board is none, nor are the inspections of 2009 to
 * 2012 that Ofsted made together with the Care Quality Commission taken to be.
 */
const setsClocksRunning = ({ framework, boardReview }: InspectionDeadlines): boolean =>
  framework !== 'SLAC_2009' && !boardReview;
