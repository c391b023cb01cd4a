import { z } from 'zod';
import { provenanceColumns } from '../../export/sheet.ts';
import { source } from '../../export/source.ts';
import { england, englandNames } from '../../projections/england/england.ts';
import type { Column } from '../../projections/england/table.ts';
import { sourceSchema } from '../files.ts';
import { link, viewedAs } from '../links.ts';
import { viewerQuery } from '../questions.ts';
import { read } from '../route.ts';

const columnSchema = z
  .strictObject({
    name: z.string(),
    type: z.enum(['string', 'day', 'integer', 'number', 'boolean']),
    about: z.string(),
  })
  .meta({ id: 'Column' });

const tableSchema = z.strictObject({
  name: z.string(),
  about: z.string(),
  columns: z.array(columnSchema).meta({ description: 'Of the table as a file.' }),
});

const answerSchema = z
  .strictObject({
    name: z.enum(englandNames),
    tables: z.array(tableSchema),
    links: z.strictObject({ self: z.string() }),
  })
  .meta({ id: 'EnglandAnswer' });

const plain = ({ name, type, about }: Omit<Column<never>, 'of'>): z.infer<typeof columnSchema> => ({
  name,
  type,
  about,
});

/** What there is to ask of all cases together, and what the columns of its files mean. */
export const englandIndex = read({
  path: '/v1/england',
  tag: 'england',
  summary: 'What can be asked of all cases together, and what the columns of its tables mean',
  query: viewerQuery,
  answer: z.strictObject({
    england: z.array(answerSchema),
    source: sourceSchema,
    links: z.strictObject({ self: z.string() }),
  }),
  answerIs: 'The answers that there are.',
  answerer: async ({ viewer }) => ({
    body: {
      england: englandNames.map((name) => ({
        name,
        tables: england[name].tables.map(({ table }) => ({
          name: table.name,
          about: table.about,
          columns: [...table.columns, ...provenanceColumns].map(plain),
        })),
        links: { self: link(`/v1/england/${name}`, viewedAs(viewer)) },
      })),
      source,
      links: { self: link('/v1/england', viewedAs(viewer)) },
    },
  }),
});
