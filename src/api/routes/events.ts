import { z } from 'zod';
import { authorityPath, authoritySegment } from '../authority-segment.ts';
import { eventForm, eventFormSchema } from '../event-form.ts';
import { link } from '../links.ts';
import { pageLinks, pageLinksSchema, pageOf, pageParameters } from '../pages.ts';
import { basisSchema, questionOf, questionQuery, resolvedParameters, viewerQuery } from '../questions.ts';
import { read } from '../route.ts';

export const events = read({
  path: '/v1/authorities/{authority}/events',
  tag: 'authority',
  summary: 'The events as they were recorded, in the order in which they were recorded',
  description: 'Uncorrected, in pages. `validAt` and `certainty` cut nothing here.',
  segments: authoritySegment,
  query: z.strictObject({ ...questionQuery.shape, ...pageParameters }),
  answer: z.strictObject({ basis: basisSchema, events: z.array(eventFormSchema), links: pageLinksSchema }),
  answerIs: 'A page of events and what it rests on.',
  answerer: async ({ caseline, viewer, query, segment }) => {
    const { limit, after, ...question } = query;
    const la = await caseline.codeOf(segment('authority'), viewer);
    const { basis, events: whole } = await caseline.events(la, questionOf(question, viewer));
    const page = pageOf(whole, { limit, after }, ({ id }) => id);
    const links = pageLinks(page, { limit, after }, (asked) =>
      link(`${authorityPath(la)}/events`, [...resolvedParameters(basis), ...asked]),
    );
    return { body: { basis, events: page.entries.map(eventForm), links }, position: basis.position };
  },
});

export const event = read({
  path: '/v1/events/{id}',
  tag: 'events',
  summary: 'One event by its id',
  description: 'What the viewer may not know is answered like what is not there.',
  segments: z.object({
    id: z
      .string()
      .meta({ description: 'The id of the event.', example: 'df7c3c05-1de1-52c2-9fd9-0ec6c42c655e' }),
  }),
  query: viewerQuery,
  answer: z.strictObject({ event: eventFormSchema }),
  answerIs: 'The event as it was recorded.',
  answerer: async ({ caseline, viewer, segment }) => ({
    body: { event: eventForm(await caseline.event(segment('id'), viewer)) },
  }),
});
