import { type FrameworkId, frameworks } from '../../../domain/frameworks/frameworks.ts';
import { dateWithin } from '../../../domain/rules/events-in-time.ts';
import { firstDay, type ImpreciseDate, lastDay } from '../../../domain/time/edtf.ts';
import type { Service } from './judged-services.ts';

/** A framework of before SIF. */
export type OldFramework = Extract<FrameworkId, 'SLAC_2009' | 'CP_2012' | 'LAC_2013'>;

/** What inspections under each are called, after their year. */
export const shortNames: Readonly<Record<OldFramework, string>> = {
  SLAC_2009: 'slac',
  CP_2012: 'cp',
  LAC_2013: 'lac',
};

/** The month in which reports under SLAC_2009, whose inspections ended in July, still came out. */
const lastReports = '2012-08';

/**
 * The framework under which a service was judged in an inspection of before SIF; undefined where that is not
 * certain. The name that a report gives the service tells it only where two frameworks ran side by side: the
 * reports write safeguarding of inspections of the protection of children, and the other way about.
 *
 * @param hadSlac whether the case knows an inspection under SLAC_2009 from before
 */
export function oldFramework(
  service: Service,
  when: ImpreciseDate,
  hadSlac: boolean,
): OldFramework | undefined {
  const isBefore = endsBefore(when, 'CP_2012');
  const isAfter = firstDay(when) > end(lastReports);
  switch (service) {
    case 'overall':
      return undefined;
    case 'looked_after':
      return (['SLAC_2009', 'LAC_2013'] as const).find((framework) => isWithin(when, framework));
    case 'safeguarding':
      if (isWithin(when, 'SLAC_2009')) return 'SLAC_2009';
      return isAfter && isWithin(when, 'CP_2012') ? 'CP_2012' : undefined;
    case 'protection':
    case 'either':
      if (isBefore && isWithin(when, 'SLAC_2009')) return 'SLAC_2009';
      if (!isWithin(when, 'CP_2012')) return undefined;
      // Side by side, it is the newer one by its own name, and where the older is known at another time.
      return isAfter || (service === 'protection' && hadSlac) ? 'CP_2012' : undefined;
  }
}

function isWithin(when: ImpreciseDate, framework: OldFramework): boolean {
  const { begunFrom, begunTo } = frameworks[framework];
  return firstDay(when) >= start(begunFrom) && begunTo !== null && lastDay(when) <= end(begunTo);
}

const endsBefore = (when: ImpreciseDate, framework: OldFramework): boolean =>
  lastDay(when) < start(frameworks[framework].begunFrom);

function start(month: string): number {
  const date = dateWithin(month);
  return date ? firstDay(date) : Number.POSITIVE_INFINITY;
}

function end(month: string): number {
  const date = dateWithin(month);
  return date ? lastDay(date) : Number.NEGATIVE_INFINITY;
}
