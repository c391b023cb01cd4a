import type { Route } from '../route.ts';
import { authorities, authority } from './authorities.ts';
import { changes } from './changes.ts';
import { event, events } from './events.ts';
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
  sources,
  source,
  problems,
  problem,
  health,
  readiness,
];
