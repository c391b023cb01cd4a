import type { EventToRecord, KnownCase } from '../stated.ts';
import { authorityCreated } from './mentions/authorities.ts';
import { claimed, claimKey, counted, otherPage } from './mentions/claims.ts';
import {
  boardEstablished,
  commissionerAppointed,
  commissionerReported,
  directionIssued,
  noticeIssued,
  noticeLifted,
} from './mentions/intervention.ts';
import type { MentionKind } from './mentions/kinds.ts';
import { isBeforeTheAuthority, isKnown, isYetToCome, type Mention, type Tell } from './mentions/mention.ts';
import { inPostSince, leadershipChange } from './mentions/office-holders.ts';
import { previousInspection, previousReport } from './mentions/previous-inspections.ts';
import { readMention } from './mentions/read-mention.ts';
import { trustPlanned, trustWentLive } from './mentions/trusts.ts';
import { visit } from './mentions/visits.ts';
import type { RowProblem, TableContext, TableRecord, TableRow } from './table-row.ts';

/** What a row of a table of mentions says of the authority's case, or what is wrong with the row. */
export function mentionRow(record: TableRecord, context: TableContext): TableRow | readonly RowProblem[] {
  const mention = readMention(record, context);
  if (!('caseId' in mention)) return mention;
  const { file, line } = record;
  return {
    file,
    line,
    caseId: mention.caseId,
    decide: (known) => decide(mention, known),
    columnOf: (event) => columnOf(event, mention),
  };
}

function decide(mention: Mention, known: KnownCase): readonly EventToRecord[] {
  // What was taken for a statement stays one, whatever became known since: else each import would add to the last.
  const tell = isKnown(known, claimKey(mention)) ? claimed : tellers[mention.kind];
  return [...tell(mention, known), ...otherPage(mention, known)];
}

/** What happened to this authority before the report was written; a report may also tell of others, and of plans. */
const happened =
  (tell: Tell): Tell =>
  (mention, known) =>
    isBeforeTheAuthority(mention, known) || isYetToCome(mention)
      ? claimed(mention, known)
      : tell(mention, known);

const tellers: Readonly<Record<MentionKind, Tell>> = {
  previous_inspection: happened(previousInspection),
  previous_report_published: happened(previousReport),
  dcs_in_post_since: inPostSince('director_of_childrens_services'),
  lscb_chair_in_post_since: inPostSince('safeguarding_board_chair'),
  leadership_change: happened(leadershipChange),
  focused_visit: happened(visit('focused')),
  focused_visits: counted,
  monitoring_visit: happened(visit('monitoring')),
  monitoring_visits: counted,
  jtai: happened(visit('joint_targeted_area')),
  improvement_notice: happened(noticeIssued),
  improvement_notice_lifted: happened(noticeLifted),
  improvement_board: happened(boardEstablished),
  improvement_board_ended: claimed,
  secretary_of_state_direction: happened(directionIssued),
  commissioner_appointed: happened(commissionerAppointed),
  commissioner_recommendation: happened(commissionerReported),
  dfe_arrangement: claimed,
  dfe_intervention: claimed,
  dfe_intervention_ended: claimed,
  trust_planned: trustPlanned,
  trust_go_live: (mention, known) =>
    isYetToCome(mention) ? claimed(mention, known) : trustWentLive(mention, known),
  partnership_agreed: claimed,
  partnership_end: claimed,
  peer_review: claimed,
  independent_review: claimed,
  national_review: claimed,
  send_inspection: claimed,
  court_judgement: claimed,
  incident: claimed,
  authority_created: authorityCreated,
  predecessor_judgement: claimed,
};

function columnOf({ type }: EventToRecord, { grade }: Mention): string | null {
  if (type === 'JudgementsIssued' || type === 'EventCorrected')
    return grade === undefined ? 'detail' : 'grade';
  return type === 'ClaimMade' || type === 'OfficeHolderNamed' ? 'detail' : 'date';
}
