import { viewerQuery } from '../../api/questions.ts';
import { source } from '../../export/source.ts';
import { screen } from '../screen.ts';

export const about = screen({
  path: '/about',
  template: 'about.njk',
  query: viewerQuery,
  answerer: async ({ linkTo }) => ({
    title: 'About Caseline',
    model: { source, bradford: linkTo('/authorities/bradford', [['asOf', '2018-10-26']]) },
  }),
});
