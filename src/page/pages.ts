import type { Pages } from '../api/route.ts';
import { source } from '../export/source.ts';
import { bareFrame } from './frame.ts';
import { openAssets } from './page-assets.ts';
import { htmlType, pageHeaders, type Render } from './screen.ts';
import { screens } from './screens/screens.ts';
import { noSession } from './session.ts';
import { openTemplates } from './templates.ts';

/**
 * The page: every screen, and what the browser needs for them.
 *
 * @throws Error where `web/` was not built
 */
export function openPages(): Pages {
  const assets = openAssets();
  const templates = openTemplates();
  const licence = { name: source.licence, url: source.licenceUrl };
  const render: Render = (template, context) => templates(template, { ...context, assets, licence });
  return {
    addresses: [...screens.map((address) => address(render)), assets.address],
    problem: (request, { code, problem }) => {
      // An event is called a fact where people read.
      const title = code === 'unknown-event' ? 'No such fact' : String(problem.title);
      const bare = bareFrame(request, title);
      // Who comes with a session that no longer counts looks as the public from the next page on, having been told.
      const isOver =
        code === 'token-not-accepted' && bare.isSignedIn && request.headers.authorization === undefined;
      const page = { ...bare, isSignedIn: bare.isSignedIn && !isOver };
      return {
        file: { mediaType: htmlType, bytes: Buffer.from(render('problem.njk', { page, problem, isOver })) },
        headers: { ...pageHeaders, ...(isOver && { 'Set-Cookie': noSession(request) }) },
      };
    },
  };
}
