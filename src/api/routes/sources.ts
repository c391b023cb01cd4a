import { z } from 'zod';
import type { Caseline } from '../../caseline.ts';
import { laOf } from '../../domain/events/envelope.ts';
import type { Party } from '../../domain/parties.ts';
import { Refusal } from '../problems.ts';
import { viewerQuery } from '../questions.ts';
import { read } from '../route.ts';

const sourceSchema = z
  .strictObject({
    id: z.string().meta({
      description: 'By what facts cite it; unique within its case.',
      example: 'ofsted-report-second',
    }),
    title: z.string(),
    publisher: z.string(),
    dated: z.string().nullable().meta({ description: 'When the document says it is from, EDTF.' }),
    licence: z.string().nullable(),
    sha256: z.string().nullable().meta({ description: 'SHA-256 of the captured text.' }),
    note: z.string().nullable(),
    event: z.uuid().meta({ description: 'The event that captured it.' }),
    authority: z.string().meta({ description: 'The DfE code of the authority in whose case it stands.' }),
  })
  .meta({ id: 'Source' });

type Source = z.infer<typeof sourceSchema>;

const answer = z.strictObject({ sources: z.array(sourceSchema) });

async function sourcesOf(caseline: Caseline, viewer: Party): Promise<Source[]> {
  return (await caseline.sources(viewer)).map(({ id, caseId, data }) => ({
    id: data.sourceId,
    title: data.title,
    publisher: data.publisher,
    dated: data.dated ?? null,
    licence: data.licence ?? null,
    sha256: data.sha256 ?? null,
    note: data.note ?? null,
    event: id,
    authority: laOf(caseId),
  }));
}

export const sources = read({
  path: '/v1/sources',
  tag: 'sources',
  summary: 'The documents that facts cite, by authority',
  query: viewerQuery,
  answer,
  answerIs: 'The sources that the viewer may know of.',
  answerer: async ({ caseline, viewer }) => ({ body: { sources: await sourcesOf(caseline, viewer) } }),
});

export const source = read({
  path: '/v1/sources/{id}',
  tag: 'sources',
  summary: 'One document that facts cite',
  description: 'Each case captures its own sources: the same id in two cases gives two entries.',
  segments: z.object({
    id: z.string().meta({ description: 'By what facts cite it.', example: 'ofsted-report-second' }),
  }),
  query: viewerQuery,
  answer,
  answerIs: 'The sources of that id, one for each case that has one.',
  answerer: async ({ caseline, viewer, segment }) => {
    const id = segment('id');
    const found = (await sourcesOf(caseline, viewer)).filter((one) => one.id === id);
    if (found.length === 0)
      throw new Refusal('unknown-source', 'No source that you may know of has this id.');
    return { body: { sources: found } };
  },
});
