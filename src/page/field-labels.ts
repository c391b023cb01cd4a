import type { Process } from '../domain/events/event-type.ts';
import { officeNames } from '../domain/events/people.ts';
import { capitalised, sentence } from './words.ts';

/**
 * What fields are called in English, where their own name does not say it well: by the type that they belong to, or
 * wherever they occur.
 */
const labels: Readonly<Record<string, string>> = {
  la: 'DfE code',
  slug: 'Name in addresses',
  alsoKnownAs: 'Also known as',
  onsCode: 'ONS code',
  ofstedUrn: 'Ofsted number',
  predecessors: 'Authorities that ended',
  successors: 'Authorities that took over',
  inspectionId: 'Inspection',
  visitId: 'Visit',
  noticeId: 'Notice',
  directionId: 'Direction',
  trustId: 'Trust',
  followsInspection: 'Follows the inspection',
  sourceId: 'Cited as',
  embargoUntil: 'Under embargo until',
  limiting: 'Limiting judgement',
  overall: 'Overall',
  judgementArea: 'Judged under',
  ref: 'Reference',
  refs: 'References',
  asked: 'What was asked',
  response: 'Answer',
  changed: 'What changed',
  sendTo: 'To be sent to',
  direction: 'Direction of travel',
  addresses: 'Areas for improvement',
  covers: 'Areas for improvement covered',
  supernumerary: 'Also present',
  areas: 'Areas',
  representationsBy: 'Representations by',
  minimumTermMonths: 'For at least',
  reviewEveryMonths: 'Reviewed at least',
  everyMonths: 'Repeated',
  deliverBy: 'To be delivered by',
  consequence: 'If it is not kept',
  requires: 'What it requires',
  power: 'Under the power of',
  declined: 'What was declined',
  verbatim: 'In the words of the source',
  for: 'Planned for',
  with: 'Shared with',
  says: 'What the source says',
  of: 'What is counted',
  over: 'Counted over',
  atLeast: 'At least that many',
  kind: 'Kind',
  dated: 'The document’s own date',
  sha256: 'Fingerprint of the text (SHA-256)',
  to: 'To',
  by: 'By',
  amountGbp: 'Amount',
  changePercent: 'Change',
  statedBy: 'Stated by',
  interim: 'Only for the interim',
  independentChair: 'Independent chair',
  voluntary: 'Of its own will',
  target: 'The fact that was wrong',
  'TrustAgreed.with': 'Agreed with',
  'FeedbackRequested.by': 'Asked for by',
  'ReportPublished.by': 'Published by',
  'ImprovementNoticeProposed.by': 'Proposed by',
  'AdviserAppointed.by': 'Appointed by',
  'CommissionerAppointed.by': 'Appointed by',
  'DiagnosticReviewReported.by': 'Reported by',
  'DeliveryModelDecided.by': 'Decided by',
  'DeliveryModelDecided.model': 'To be delivered by',
  'SelfAssessmentShared.by': 'Shared by',
  'SelfAssessmentShared.to': 'Shared with',
  'ProgressReported.to': 'Reported to',
  'JudgementsIssued.areas': 'By area',
  'AreasForImprovementSet.areas': 'Areas for improvement',
  'AreasForImprovementSet.areas.text': 'What has to become better',
  'VisitCarriedOut.areas': 'Looked at',
  'EventCorrected.replacement': 'What it puts in its place',
  'EventCorrected.replacement.occurred': 'When it happened',
  'EventCorrected.replacement.data': 'Content',
  'EventCorrected.replacement.source.id': 'Document',
  'ClaimMade.kind': 'Kind of statement',
  'ClaimMade.topic': 'About',
  'VisitFindingsPublished.findings.area': 'Service or theme',
  'OfficeHolderNamed.title': 'Title as printed',
  'ReportConsidered.title': 'Title of the paper',
  'ReportConsidered.body': 'Body of the council',
  'FactualAccuracyChecked.comments': 'Comments on the draft, and the answers',
};

/** The label of a field: `place` is its type and the names that lead to it, `JudgementsIssued.areas.grade`. */
export function labelOf(place: string): string {
  const name = place.slice(place.lastIndexOf('.') + 1);
  const known = [place, name].find((key) => Object.hasOwn(labels, key)); // a field may be called 'constructor'
  return known !== undefined
    ? (labels[known] ?? name)
    : capitalised(name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));
}

/** Values of fixed lists, where the identifier's own words do not say it well. */
const choices: Readonly<Record<string, string>> = {
  lscb: 'Local safeguarding children board',
  ...Object.fromEntries(Object.entries(officeNames).map(([office, name]) => [office, capitalised(name)])),
  sui_generis: 'Authority of its own kind',
  ofsted: 'Ofsted',
  authority: 'The authority',
  lscb_review: 'Review of the local safeguarding children board',
  reinspection: 'Re-inspection',
  agree: 'Agreed',
  partially_agree: 'Agreed in part',
  disagree: 'Not agreed',
  data_entry: 'A slip in writing it down',
  source_error: 'The source was wrong',
  late_evidence: 'Later evidence',
  factual_accuracy_check: 'Factual accuracy check',
};

/** One value of a fixed list, in words. */
export const inWords = (identifier: string): string =>
  Object.hasOwn(choices, identifier) ? (choices[identifier] ?? identifier) : sentence(identifier);

/** What a process is called above a fact of it. */
export const processNames: Readonly<Record<Process, string>> = {
  authority: 'The authority',
  inspection: 'Inspection',
  visits: 'Visits between inspections',
  intervention: 'Intervention',
  trust: 'Children’s trust',
  improvement: 'Improvement',
  people: 'People',
  record: 'This record',
};
