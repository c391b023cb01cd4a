import { areasForImprovementRules } from './areas-for-improvement.ts';
import { authorityRules } from './authority.ts';
import { claimRules } from './claims.ts';
import { claimsDisagreeRules } from './claims-disagree.ts';
import { correctionRules } from './corrections.ts';
import { directionRules } from './directions.ts';
import { embargoRules } from './embargo.ts';
import { factualAccuracyRules } from './factual-accuracy.ts';
import { frameworkOfInspectionRules } from './framework-of-inspection.ts';
import { inspectionOrderRules } from './inspection-order.ts';
import { judgementAreaRules } from './judgement-areas.ts';
import { monitoringVisitRules } from './monitoring-visits.ts';
import { noticeRules } from './notices.ts';
import { occurrenceRules } from './occurrence.ts';
import { overallJudgementRules } from './overall-judgement.ts';
import { publicationPaceRules } from './publication-pace.ts';
import type { Rule } from './rule.ts';
import { sourceRules } from './sources.ts';
import { statementOfActionRules } from './statement-of-action.ts';
import { timeOnSiteRules } from './time-on-site.ts';
import { trustRules } from './trusts.ts';
import { visitRules } from './visits.ts';

/** Every rule, in the order of the life of a case. */
export const rules: readonly Rule[] = [
  ...occurrenceRules,
  ...authorityRules,
  ...inspectionOrderRules,
  ...embargoRules,
  ...frameworkOfInspectionRules,
  ...judgementAreaRules,
  ...overallJudgementRules,
  ...factualAccuracyRules,
  ...publicationPaceRules,
  ...timeOnSiteRules,
  ...statementOfActionRules,
  ...visitRules,
  ...monitoringVisitRules,
  ...areasForImprovementRules,
  ...noticeRules,
  ...directionRules,
  ...trustRules,
  ...claimRules,
  ...claimsDisagreeRules,
  ...sourceRules,
  ...correctionRules,
];
