import { z } from 'zod';

/** The segment of a path that names an authority. */
export const authoritySegment = z.object({
  authority: z.string().meta({
    description: 'DfE local authority code, or name in addresses.',
    example: 'bradford',
  }),
});

/** Where everything about one authority is found. Its code is used, so that both of its names give one address. */
export const authorityPath = (la: string): string => `/v1/authorities/${la}`;
