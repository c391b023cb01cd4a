import { apiDescription } from '../../api/description.ts';
import { link } from '../../api/links.ts';
import { viewerQuery } from '../../api/questions.ts';
import { screen } from '../screen.ts';
import type { ExampleAddress } from './api-docs/example.ts';
import { type ApiDocs, apiDocs } from './api-docs/made.ts';

let made: ApiDocs | undefined;

/** What the API says of itself in `/openapi.json`, for people. It is the same for everybody, but for who asks. */
export const docs = screen({
  path: '/docs',
  template: 'docs.njk',
  query: viewerQuery,
  answerer: async ({ linkTo }) => {
    made ??= apiDocs(apiDescription());
    const addressOf = ({ path, parameters, takesViewer }: ExampleAddress): string =>
      takesViewer ? linkTo(path, parameters) : link(path, parameters);
    return { title: 'API documentation', model: { docs: made, addressOf } };
  },
});
