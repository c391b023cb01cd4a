import { z } from 'zod';
import { type CivilDay, formatDay } from '../../domain/time/civil-day.ts';
import { day } from '../answer-fields.ts';
import { places } from './counts.ts';
import { judgementOf, judgementSchema } from './judgement.ts';
import { made, madeSchema } from './method.ts';
import { type PlaceSpell, placeSpellsOf } from './place-spells.ts';
import type { Standing } from './standing.ts';
import type { Table } from './table.ts';

const { framework, inspectionId, published } = judgementSchema.shape;

const spellSchema = z
  .strictObject({
    place: z.enum(places).meta({ description: 'In which of the counts of the board it was.' }),
    from: day.meta({
      description:
        'Publication of the judgement that began it; the day from which the authority certainly existed, where it is the first.',
    }),
    to: day.nullable().meta({
      description:
        'The first day of the next spell, or the first on which the authority did not exist; null while it lasts.',
    }),
    days: z.int().meta({ description: 'From `from` to `to`, or to the day asked about.' }),
    framework: framework
      .nullable()
      .meta({ description: 'Of the judgement that began it; null where nothing was published.' }),
    inspectionId: inspectionId.nullable().meta({ description: 'Of the judgement that began it.' }),
    published: published.nullable().meta({
      description: 'Of the judgement that began it; before `from` where the authority was made later.',
    }),
    judgements: z.array(judgementSchema).meta({
      description:
        'All that it rests on, in the order of publication: from the second on they changed no count.',
    }),
  })
  .meta({ id: 'EnglandSpell', description: 'An unbroken run of one place.' });

const rowSchema = z
  .strictObject({
    la: z.string().meta({ description: 'DfE local authority code.', example: '380' }),
    slug: z.string().meta({ example: 'bradford' }),
    name: z.string(),
    region: z.string(),
    kind: z.string(),
    registered: day.meta({ description: 'From when it certainly existed.' }),
    ended: day
      .nullable()
      .meta({ description: 'The first day on which it did not exist; null while it does.' }),
    spells: z.array(spellSchema).meta({
      description: 'From `registered` to `ended`, or to the day asked about: each begins where another ends.',
    }),
  })
  .meta({ id: 'EnglandSpellsRow', description: 'The whole time of one authority.' });

export const spellsSchema = z.strictObject({
  ...madeSchema,
  rows: z
    .array(rowSchema)
    .meta({ description: 'One for each authority that existed on the day or before, by name.' }),
});

export type SpellsView = z.infer<typeof spellsSchema>;
export type SpellsRow = z.infer<typeof rowSchema>;
export type EnglandSpell = z.infer<typeof spellSchema>;

/** A spell with the authority whose it is. */
export type SpellRow = SpellsRow & { readonly spell: EnglandSpell };

/** The whole time of every authority, cut into spells: on each day they are as many as the board counts. */
export function spells(standings: readonly Standing[], validAt: CivilDay): SpellsView {
  const rows = standings.flatMap((standing): SpellsRow[] => {
    const found = placeSpellsOf(standing);
    if (found.length === 0) return []; // ended no later than it began: it existed on no day
    const { la, slug, name, region, kind } = standing.authority;
    return [
      {
        la,
        slug,
        name,
        region,
        kind,
        registered: formatDay(standing.registered),
        ended: standing.ended === null ? null : formatDay(standing.ended),
        spells: found.map((spell) => told(spell, validAt)),
      },
    ];
  });
  return { ...made('spells', standings), rows };
}

function told({ place, from, to, judgements }: PlaceSpell, validAt: CivilDay): EnglandSpell {
  const isOver = Number.isFinite(to);
  const named = judgements.map(judgementOf);
  const [first] = named;
  return {
    place,
    from: formatDay(from),
    to: isOver ? formatDay(to) : null,
    days: (isOver ? to : validAt) - from,
    framework: first?.framework ?? null,
    inspectionId: first?.inspectionId ?? null,
    published: first?.published ?? null,
    judgements: named,
  };
}

/** One row for each spell. */
export const spellsTable: Table<SpellRow> = {
  name: 'spells',
  about: 'The whole time of each authority, cut into spells by what stood in force.',
  columns: [
    { name: 'la', type: 'string', about: 'DfE local authority code.', of: (row) => row.la },
    { name: 'slug', type: 'string', about: 'The name in addresses.', of: (row) => row.slug },
    { name: 'name', type: 'string', about: 'The name of the authority.', of: (row) => row.name },
    { name: 'region', type: 'string', about: 'As registered.', of: (row) => row.region },
    {
      name: 'place',
      type: 'string',
      about: 'The overall grade in force, as printed, or why there was none.',
      of: ({ spell }) => spell.place,
    },
    { name: 'from', type: 'day', about: 'Its first day.', of: ({ spell }) => spell.from },
    {
      name: 'to',
      type: 'day',
      about: 'When it was over; empty while it lasts.',
      of: ({ spell }) => spell.to,
    },
    { name: 'days', type: 'integer', about: 'How long it had lasted.', of: ({ spell }) => spell.days },
    {
      name: 'judgements',
      type: 'integer',
      about: 'How many were published in it.',
      of: ({ spell }) => spell.judgements.length,
    },
  ],
};
