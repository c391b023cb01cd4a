import type { ScreenAddress } from '../screen.ts';
import { sessionAddresses } from '../session.ts';
import { about } from './about.ts';

/** Every screen. */
export const screens: readonly ScreenAddress[] = [about, ...sessionAddresses];
