import type { ScreenAddress } from '../screen.ts';
import { sessionAddresses } from '../session.ts';
import { about } from './about.ts';
import { docs } from './api-docs.ts';
import { authority } from './authority.ts';
import { calendarFeeds } from './calendar-feeds.ts';
import { changes } from './changes.ts';
import { deadlines } from './deadlines.ts';
import { england } from './england.ts';
import { fact } from './fact.ts';

/** Every screen. */
export const screens: readonly ScreenAddress[] = [
  england,
  authority,
  deadlines,
  ...calendarFeeds,
  about,
  docs,
  fact,
  changes,
  ...sessionAddresses,
];
