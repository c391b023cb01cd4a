import { z } from 'zod';
import { describeRoutes, type OpenApiDocument } from './openapi.ts';
import { type Route, readService } from './route.ts';
import { routes } from './routes/routes.ts';

let described: OpenApiDocument | undefined;

/** What this API says of itself: all its addresses, this description among them. Made at the first asking. */
export function apiDescription(): OpenApiDocument {
  described ??= describeRoutes([...routes, description]);
  return described;
}

export const description: Route = readService({
  path: '/openapi.json',
  summary: 'This description',
  answer: z.looseObject({ openapi: z.string() }),
  answerIs: 'OpenAPI 3.1.',
  answerer: () => ({ ...apiDescription() }),
});
