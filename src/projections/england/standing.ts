import type { CivilDay } from '../../domain/time/civil-day.ts';
import type { Fact } from '../../replay/fact.ts';
import { only, ownOutlook, sideBySide } from '../../replay/projection.ts';
import { type AuthorityState, type AuthorityView, authority } from '../case/authority.ts';
import { type DeliveryState, type DeliveryView, delivererOn, delivery } from '../case/delivery.ts';
import {
  furthest,
  type InterventionState,
  type InterventionView,
  intervention,
} from '../case/intervention.ts';
import { type JudgementsState, judgementHandlers, noJudgements } from '../judgements.ts';
import { type Published, publishedJudgements } from '../published.ts';
import { type AreaGrade, publishedAreas } from './areas.ts';
import { lastPossible } from './last-possible.ts';

interface State {
  authority: AuthorityState;
  judged: JudgementsState;
  intervention: InterventionState;
  delivery: DeliveryState;
}

/** What England's tables fold of one case: of each part, the events that they show. */
export const standing = sideBySide<State>({
  authority,
  judged: only({ initial: noJudgements, handlers: judgementHandlers }, 'JudgementsIssued', 'ReportPublished'),
  intervention: only(
    intervention,
    'ImprovementNoticeProposed',
    'ImprovementNoticeDrafted',
    'ImprovementNoticeIssued',
    'ImprovementNoticeLifted',
    'StatutoryDirectionIssued',
    'CommissionerAppointed',
  ),
  delivery: only(delivery, 'TrustWentLive', 'ServicesReturned'),
});

/** One authority as England's tables read it: everything up to one day. */
export interface Standing {
  readonly authority: NonNullable<AuthorityView>;
  /** From when it certainly existed. */
  readonly registered: CivilDay;
  /** When a reorganisation had certainly ended it; null while it exists. */
  readonly ended: CivilDay | null;
  /** Certainly published by the day, in order of publication. */
  readonly published: readonly Published[];
  /** The areas graded by the judgement in force, and by reviews of single areas since. */
  readonly areas: readonly AreaGrade[];
  readonly intervention: Pick<InterventionView, 'level' | 'since' | 'certainty'>;
  readonly delivery: Pick<DeliveryView, 'by' | 'name' | 'since' | 'possibly'>;
}

/** The standing of one case on the day; undefined where its authority was not certainly registered yet. */
export function standingOf(facts: readonly Fact[]): Standing | undefined {
  const { certain, possible } = ownOutlook(standing, facts);
  const registered = certain.authority.authority;
  if (!registered) return undefined;
  const published = publishedJudgements(certain.judged);
  return {
    authority: registered,
    registered: lastPossible(registered.since),
    ended: registered.succeeded && lastPossible(registered.succeeded.on),
    published,
    areas: publishedAreas(certain.judged, published.at(-1)),
    intervention: furthest({ certain: certain.intervention, possible: possible.intervention }),
    delivery: delivererOn({ certain: certain.delivery, possible: possible.delivery }),
  };
}

/** The judgement in force on a day, the day of publication included; undefined while nothing was published. */
export function inForce({ published }: Standing, day: CivilDay): Published | undefined {
  return published.findLast(({ from }) => from <= day);
}

/** Whether the authority existed on a day: it ends with the day before its successor's first. */
export const existed = ({ registered, ended }: Standing, day: CivilDay): boolean =>
  registered <= day && (ended === null || day < ended);
