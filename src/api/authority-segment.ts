import { z } from 'zod';
import type { Party } from '../domain/parties.ts';
import { link, viewedAs } from './links.ts';

/** The segment of a path that names an authority. */
export const authoritySegment = z.object({
  authority: z.string().meta({
    description: 'DfE local authority code, or name in addresses.',
    example: 'bradford',
  }),
});

/** Where everything about one authority is found. Its code is used, so that both of its names give one address. */
export const authorityPath = (la: string): string => `/v1/authorities/${la}`;

/** The calendar of what is due in one. */
export const calendarPath = (la: string): string => `${authorityPath(la)}/deadlines.ics`;

/** The address of one authority, as a party looks at it. */
export const authorityLink = (la: string, viewer: Party): string => link(authorityPath(la), viewedAs(viewer));

/** How an authority is named in answers. */
export const authorityNames = {
  la: z.string().meta({ description: 'DfE local authority code.', example: '380' }),
  slug: z.string().meta({ description: 'Its name in addresses.', example: 'bradford' }),
  name: z.string(),
  region: z.string(),
  kind: z.string(),
};
