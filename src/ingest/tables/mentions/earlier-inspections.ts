import type { DataOf } from '../../../domain/events/catalogue.ts';
import { type AreaId, frameworks, type Grade } from '../../../domain/frameworks/frameworks.ts';
import type { DatedEvent } from '../../../domain/rules/case-facts.ts';
import { dateOf } from '../../../domain/time/civil-day.ts';
import { firstDay, lastDay } from '../../../domain/time/edtf.ts';
import type { EventToRecord, KnownCase } from '../../stated.ts';
import { lastIdOf } from '../../stated.ts';
import { overlap } from '../inspection-in-case.ts';
import { inOrderOf, type JudgedArea } from '../judged-areas.ts';
import { claimed } from './claims.ts';
import { judgementEvents } from './earlier-judgements.ts';
import { areaOf, type JudgedService } from './judged-services.ts';
import { councilOf, disclosed, freeId, isKnown, type Mention, mentionedIn, once } from './mention.ts';
import { type OldFramework, oldFramework, shortNames } from './old-frameworks.ts';

type Inspection = DatedEvent<'InspectionCarriedOut'>;

/** An inspection of before SIF, which has no report of its own in the table: the mention is what there is of it. */
export function earlierInspection(
  mention: Mention,
  known: KnownCase,
  services: readonly JudgedService[],
): readonly EventToRecord[] {
  const framework = frameworkOf(mention, known, services);
  const areas = framework && areasGraded(framework, services);
  if (!framework || !areas) return claimed(mention, known);
  const key = `mentioned/inspection/${framework}/${mention.date}`;
  const own = known.standing.find(lastIdOf(known, key));
  if (isKnown(known, key) && own?.type !== 'InspectionCarriedOut') return []; // somebody withdrew it
  const standing = own?.type === 'InspectionCarriedOut' ? own : sameInspection(mention, known, framework);
  if (standing === 'dated otherwise') return claimed(mention, known);
  if (standing) return judgementEvents(mention, known, standing.data, areas) ?? claimed(mention, known);
  const data = {
    inspectionId: idFor(mention, known, framework),
    framework,
    kind: 'unknown',
  } as const;
  const carriedOut = once(known, {
    key,
    type: 'InspectionCarriedOut',
    occurred: { date: mention.date },
    disclosures: disclosed(mention, mention.date, councilOf(mention), 'ofsted'),
    source: mentionedIn(mention, known),
    data,
  });
  return [...carriedOut, ...(judgementEvents(mention, known, data, areas) ?? [])];
}

/** The one framework under which all of it was judged. SLAC had no overall grade, so that one says nothing of it. */
function frameworkOf(
  { when }: Mention,
  known: KnownCase,
  services: readonly JudgedService[],
): OldFramework | undefined {
  const hadSlac = known.standing
    .ofType('InspectionCarriedOut')
    .some(({ data, when: other }) => data.framework === 'SLAC_2009' && lastDay(other) < firstDay(when));
  const judged = services.filter(({ service }) => service !== 'overall');
  const found = new Set(judged.map(({ service }) => oldFramework(service, when, hadSlac)));
  const [framework] = found;
  return found.size === 1 ? framework : undefined;
}

/** The grades by area; undefined where one is not on the framework's scale, or an area has two. */
function areasGraded(
  framework: OldFramework,
  services: readonly JudgedService[],
): readonly JudgedArea[] | undefined {
  const areas = new Map<AreaId, Grade>();
  for (const { service, grade } of services) {
    const area = service === 'overall' ? undefined : areaOf(framework, service);
    if (!area || !grade) continue;
    const before = areas.get(area);
    if (!frameworks[framework].scale.includes(grade) || (before && before !== grade)) return undefined;
    areas.set(area, grade);
  }
  return inOrderOf(
    framework,
    [...areas].map(([area, grade]) => ({ area, grade })),
  );
}

/** No authority was inspected twice within a year under one of these frameworks, and by two of them on one day. */
const aYear = 366;

function sameInspection(
  { when }: Mention,
  known: KnownCase,
  framework: OldFramework,
): Inspection | 'dated otherwise' | undefined {
  const inspections = known.standing.ofType('InspectionCarriedOut');
  const same = inspections.filter(({ data }) => data.framework === framework);
  const onTheseDays = same.find((one) => overlap(one.when, when));
  if (onTheseDays) return onTheseDays;
  const isNear = ({ when: other }: Inspection): boolean =>
    firstDay(other) - lastDay(when) < aYear && firstDay(when) - lastDay(other) < aYear;
  const isOtherwise = same.some(isNear) || inspections.some((one) => overlap(one.when, when));
  return isOtherwise ? 'dated otherwise' : undefined;
}

function idFor({ when }: Mention, known: KnownCase, framework: OldFramework): string {
  const taken = new Set<DataOf<'InspectionCarriedOut'>['inspectionId']>(
    known.standing.ofType('InspectionCarriedOut').map(({ data }) => data.inspectionId),
  );
  return freeId(`${dateOf(firstDay(when)).year}-${shortNames[framework]}`, (id) => taken.has(id));
}
