import { z } from 'zod';
import { eventTypeNames, eventTypeOf } from '../../domain/events/catalogue.ts';
import type { Process } from '../../domain/events/event-type.ts';
import { timelineEntrySchema } from '../../projections/timeline.ts';
import { authorityPath, authoritySegment } from '../authority-segment.ts';
import { link } from '../links.ts';
import { pageLinks, pageLinksSchema, pageOf, pageParameters } from '../pages.ts';
import { basisSchema, questionOf, questionQuery, resolvedParameters } from '../questions.ts';
import { read } from '../route.ts';

type Processes = [Process, ...Process[]];
const processes = [...new Set(eventTypeNames.map((name) => eventTypeOf(name).process))] as Processes; // the catalogue is not empty

const timelineQuery = z.strictObject({
  ...questionQuery.shape,
  process: z.enum(processes).optional().meta({ description: 'Only events of this process.' }),
  type: z
    .enum(eventTypeNames)
    .optional()
    .meta({ description: 'Only events of this type.', example: 'ReportShared' }),
  ...pageParameters,
});

export const timeline = read({
  path: '/v1/authorities/{authority}/timeline',
  tag: 'authority',
  summary: 'What happened, in the order in which it happened',
  description: 'Corrected, ordered and up to `validAt`, one line each, in pages.',
  segments: authoritySegment,
  query: timelineQuery,
  answer: z.strictObject({
    basis: basisSchema,
    timeline: z.array(timelineEntrySchema),
    links: pageLinksSchema,
  }),
  answerIs: 'A page of the timeline and what it rests on.',
  answerer: async ({ caseline, viewer, query, segment }) => {
    const { process, type, limit, after, ...question } = query;
    const la = await caseline.codeOf(segment('authority'), viewer);
    const { basis, timeline: whole } = await caseline.timeline(la, questionOf(question, viewer));
    const wanted = whole.filter(
      (entry) =>
        (process === undefined || entry.process === process) && (type === undefined || entry.type === type),
    );
    const page = pageOf(wanted, { limit, after }, ({ id }) => id);
    const links = pageLinks(page, { limit, after }, (asked) =>
      link(`${authorityPath(la)}/timeline`, [
        ...resolvedParameters(basis),
        ['process', process],
        ['type', type],
        ...asked,
      ]),
    );
    return { body: { basis, timeline: [...page.entries], links }, position: basis.position };
  },
});
