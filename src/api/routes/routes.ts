import type { Route } from '../route.ts';
import { authorities } from './authorities.ts';
import { authority } from './authority.ts';
import { calendarRoutes } from './calendars.ts';
import { changes } from './changes.ts';
import { deadlines } from './deadlines.ts';
import { englandRoutes } from './england.ts';
import { englandIndex } from './england-index.ts';
import { event, events } from './events.ts';
import { feedRoutes } from './feeds.ts';
import { liveRoutes } from './live.ts';
import { projectionRoutes } from './projections.ts';
import { record } from './record.ts';
import { health, problem, problems, readiness } from './service.ts';
import { source, sources } from './sources.ts';
import { timeline } from './timeline.ts';

/** Every address of the API beside its own description: what is served and what is documented. */
export const routes: readonly Route[] = [
  authorities,
  authority,
  ...projectionRoutes,
  timeline,
  events,
  record,
  changes,
  event,
  englandIndex,
  ...Object.values(englandRoutes),
  deadlines,
  ...calendarRoutes,
  ...feedRoutes,
  ...liveRoutes,
  sources,
  source,
  problems,
  problem,
  health,
  readiness,
];
