import { z } from 'zod';
import type { EnglandAsked } from '../projections/england/england.ts';

export const narrowing = {
  region: z.string().optional().meta({ description: 'Only authorities of this region.', example: 'London' }),
  kind: z.string().optional().meta({ description: 'Only authorities of this kind.', example: 'county' }),
};

type Narrowed = Pick<EnglandAsked, 'region' | 'kind'>;
type Given = { readonly [Field in keyof Narrowed]?: string | undefined };

/** Without what was not given. */
export const narrowedBy = ({ region, kind }: Given): Narrowed => ({
  ...(region !== undefined && { region }),
  ...(kind !== undefined && { kind }),
});
