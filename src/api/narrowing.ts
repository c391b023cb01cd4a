import { z } from 'zod';
import type { EnglandAsked } from '../projections/england/england.ts';
import { listOf } from './query.ts';

export const narrowing = {
  region: z.string().optional().meta({ description: 'Only authorities of this region.', example: 'London' }),
  kind: z.string().optional().meta({ description: 'Only authorities of this kind.', example: 'county' }),
};

/** Which authorities, where it may be several. */
export const severalAuthorities = {
  authority: listOf(z.string().min(1, 'names no authority')).optional().meta({
    description: 'Only of these authorities: DfE codes or names in addresses, with commas between them.',
    example: 'bradford,381',
  }),
  region: narrowing.region,
};

type Narrowed = Pick<EnglandAsked, 'region' | 'kind'>;
type Given = { readonly [Field in keyof Narrowed]?: string | undefined };

/** Without what was not given. */
export const narrowedBy = ({ region, kind }: Given): Narrowed => ({
  ...(region !== undefined && { region }),
  ...(kind !== undefined && { kind }),
});
