import { z } from 'zod';
import type { Feed } from '../../api/feeds.ts';
import type { Parameters } from '../../api/links.ts';
import { severalAuthorities } from '../../api/narrowing.ts';
import { type MadeFeed, makeFeed, ownerOf, revokeFeed } from '../../api/own-feeds.ts';
import { viewerQuery } from '../../api/questions.ts';
import { contextOf } from '../../api/request-context.ts';
import { segmentsOf } from '../../api/route.ts';
import { callerReading } from '../../api/tokens.ts';
import { filled, formOf, redirect } from '../form.ts';
import { type Asking, type ScreenAddress, screen, shownTo } from '../screen.ts';
import type { Screen } from '../shown.ts';
import { calendarAddress, nameOf } from './deadlines/calendars.ts';

type AskingViewer = Asking<z.output<typeof viewerQuery>>;

const path = '/deadlines/feeds';
const shown = { template: 'calendar-feeds.njk', query: viewerQuery };

/** The private calendar addresses of whoever is signed in. */
const list = screen({ path, ...shown, answerer: (asking) => feedsScreen(asking) });

const narrowingFields = z.object({
  authority: filled(severalAuthorities.authority),
  region: filled(severalAuthorities.region),
});

/**
 * Makes an address, and shows it, once. There is no page to go on to: its address would hold the token, or it could
 * not be shown.
 */
const make: ScreenAddress = (render) => ({
  method: 'post',
  path,
  serve: async (request, response, serving) => {
    const { authority, region } = await formOf(request, response, narrowingFields);
    const answerer = async (asking: AskingViewer): Promise<Screen> => {
      const { caseline, caller, viewer, feeds, authorities } = asking;
      const owner = ownerOf(caller);
      const codes = authority && (await caseline.codesOf(authority, viewer));
      const narrowing: Parameters = [
        ['authority', codes?.join()],
        ['region', region],
      ];
      const made = await makeFeed(feeds, owner, viewer, narrowing);
      return feedsScreen(asking, { ...made, of: nameOf({ codes, region }, authorities) });
    };
    const reply = await shownTo(request, serving, render, { ...shown, answerer });
    return { ...reply, status: 201, headers: { ...reply.headers, 'Cache-Control': 'no-store' } };
  },
});

const revoke: ScreenAddress = () => ({
  method: 'post',
  path: `${path}/{id}/revoke`,
  serve: async (request, response, { verifier, feeds }) => {
    await formOf(request, response, z.object({}));
    const caller = await callerReading(request, verifier);
    contextOf(request).party = caller.party;
    await revokeFeed(feeds, ownerOf(caller), segmentsOf(request)('id'));
    return redirect(path);
  },
});

async function feedsScreen(
  { caller, feeds, linkTo, origin, partyInWords }: AskingViewer,
  made?: MadeFeed & { readonly of: string },
): Promise<Screen> {
  const own = caller.name === null ? [] : await feeds.ownedBy(ownerOf(caller));
  const told = ({ id, party, created }: Feed) => ({
    looksAs: partyInWords(party),
    created,
    // Its token begins with it: enough to tell one from another in a calendar program.
    begins: id.slice(0, 8),
    revoke: `${path}/${id}/revoke`,
  });
  const address = (calendar: string, of: string) => calendarAddress(origin, calendar, of);
  return {
    title: 'Private calendar addresses',
    model: {
      feeds: own.map(told),
      deadlines: linkTo('/deadlines'),
      action: linkTo(path),
      made: made
        ? {
            ...told(made.feed),
            all: address(made.calendars.all, made.of),
            own: made.calendars.own && address(made.calendars.own, 'own'),
          }
        : null,
    },
  };
}

export const calendarFeeds: readonly ScreenAddress[] = [list, make, revoke];
