import type { AreaId, FrameworkId, Grade } from '../../../domain/frameworks/frameworks.ts';
import { grades } from '../../../domain/frameworks/frameworks.ts';
import type { Mention } from './mention.ts';

/**
 * What a report says was judged before. `protection` is the protection of children, `either` that or
 * safeguarding, where the report has both names.
 */
export type Service = 'overall' | 'safeguarding' | 'protection' | 'either' | 'looked_after';

export interface JudgedService {
  readonly service: Service;
  /** Undefined where the report does not repeat it. */
  readonly grade: Grade | undefined;
}

const servicesByName: ReadonlyMap<string, readonly Service[]> = new Map<string, readonly Service[]>([
  ['safeguarding', ['safeguarding']],
  ['protection of children', ['protection']],
  ['child protection inspection', ['protection']],
  ['help and protection', ['protection']],
  ['safeguarding / protection of children', ['either']],
  ['looked after children', ['looked_after']],
  ['looked after', ['looked_after']],
  ['safeguarding and looked after children', ['safeguarding', 'looked_after']],
  ['overall', ['overall']],
  ['single inspection', ['overall']],
]);

const gradesByName = new Map(grades.map((grade) => [grade.replaceAll('_', ' '), grade]));

/** Reads `safeguarding: good; looked after children: adequate`; undefined where it says anything else. */
export function judgedServices({ words, grade }: Mention): readonly JudgedService[] | undefined {
  const parts = words.split(';').map((part) => readPart(part.trim()));
  if (!parts.every((part) => part !== undefined)) return undefined;
  const services = parts.flat();
  // With one grade in the row, its own column is where a later delivery puts it right.
  return grade === undefined ? services : services.map((service) => ({ ...service, grade }));
}

function readPart(part: string): readonly JudgedService[] | undefined {
  const [, name = part, gradeName, both, whole] =
    /^([^:]+): ([a-z ]+?)( for both)?( overall)?$/.exec(part) ?? /^()([a-z]+)()( overall)$/.exec(part) ?? [];
  const services = servicesByName.get(name || 'overall');
  const grade = gradeName === undefined ? undefined : gradesByName.get(gradeName);
  if (!services || (gradeName !== undefined && !grade)) return undefined;
  // Of two services, an overall grade is not clearly the grade of each.
  if ((whole && services.length > 1) || (both && services.length === 1)) return undefined;
  return services.map((service) => ({ service, grade }));
}

/** The area that a framework has for a service; undefined where it judges no such thing. */
export function areaOf(framework: FrameworkId, service: Service): AreaId | undefined {
  const isLookedAfter = service === 'looked_after';
  switch (framework) {
    case 'SLAC_2009':
      return isLookedAfter ? 'looked_after' : 'safeguarding';
    case 'CP_2012':
      return isLookedAfter ? undefined : 'child_protection_arrangements';
    case 'LAC_2013':
      return isLookedAfter ? 'looked_after' : undefined;
    case 'SIF':
      return isLookedAfter ? 'looked_after_and_permanence' : 'help_and_protection';
    case 'ILACS_2018':
      return isLookedAfter ? 'in_care_and_care_leavers' : 'help_and_protection';
    case 'ILACS_2023':
    case 'ILACS_2026':
      return isLookedAfter ? 'in_care' : 'help_and_protection';
  }
}
