import { fileURLToPath } from 'node:url';
import nunjucks from 'nunjucks';
import { inEnglish } from '../../../src/domain/time/edtf-in-english.ts';
import type { LanesPicture } from '../../../src/page/pictures/lane-layout.ts';
import { anEvent } from '../../support/events.ts';
import { drawnFrom, lanesOfBradford, lanesOfEvents, names } from './drawn-lanes.ts';

const folder = fileURLToPath(new URL('../../../web/templates', import.meta.url));

function drawn(picture: LanesPicture): string {
  const templates = new nunjucks.Environment(new nunjucks.FileSystemLoader(folder), {
    autoescape: true,
    throwOnUndefined: true,
  });
  templates.addFilter('day', (edtf: string) => inEnglish(edtf));
  const page = '{% from "pictures/lanes.njk" import swimLanes %}{{ swimLanes(picture, "What happened") }}';
  return templates.renderString(page, { picture });
}

describe('the drawing of lanes', () => {
  it('has a link for everything in it, called by what it is and when', async () => {
    const picture = drawnFrom(await lanesOfBradford({ viewer: 'public' }), '2012-01-01', '2026-12-31');
    const html = drawn(picture);
    const items = picture.lanes.flatMap((lane) => lane.items);
    const labels = [...html.matchAll(/<a [^>]*aria-label="([^"]+)"/g)].map(([, label]) => label);
    expect(labels).toEqual(names(items).map((name) => name.replaceAll('&', '&amp;')));
    expect(html.match(/role="listitem"/g)).toHaveLength(items.length);
  });

  it('tells a script where its days are', async () => {
    const lanes = await lanesOfBradford({ viewer: 'public', asOf: '2018-10-26' });
    const html = drawn(drawnFrom(lanes, '2018-07-01', '2019-03-31', '2018-10-26'));
    expect(html).toContain('data-from="2018-07-01" data-to="2019-03-31" data-left="172" data-width="1012"');
    expect(html).toMatch(/data-line="validAt" transform="translate\([\d.]+,0\)"/);
    expect(html).toContain('data-line="knownAt"');
  });

  it('says that a lane is empty, and makes no list of it', () => {
    const html = drawn(drawnFrom(lanesOfEvents([], { validAt: '2018-12-31' }), '2018-01-01', '2018-12-31'));
    expect(html).toContain('nothing recorded in these days');
    expect(html).not.toContain('role="list"');
  });

  it('shows hostile text as text', () => {
    const hostile = '"><script>alert(1)</script>';
    const events = [
      anEvent('OfficeHolderNamed', { occurred: { date: '2018-10-10' }, data: { name: hostile } }),
    ];
    const html = drawn(
      drawnFrom(lanesOfEvents(events, { validAt: '2018-12-31' }), '2018-10-01', '2018-12-31'),
    );
    expect(html).toContain('&quot;&gt;&lt;script&gt;');
    expect(html).not.toContain('<script');
  });
});
