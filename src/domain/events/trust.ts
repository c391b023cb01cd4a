import { z } from 'zod';
import { inEnglish } from '../time/edtf-in-english.ts';
import { eventType } from './event-type.ts';
import { edtf, slug, text } from './fields.ts';

/** Every event of one children's trust carries the same identifier. */
const trustId = slug;

export const trustEvents = {
  TrustAgreed: eventType({
    process: 'trust',
    reading: 'moment',
    about: 'The council agreed to hand its children’s services to a trust.',
    seenIn: 'Report to the Executive, 21 February 2023, section 2.2',
    data: z.strictObject({ trustId, name: text, voluntary: z.boolean(), with: text.optional() }),
    title: (d) => `${d.name} agreed${d.voluntary ? ' voluntarily' : ''}`,
  }),
  TrustGoLivePlanned: eventType({
    process: 'trust',
    reading: 'moment',
    about: 'A plan for the day on which the trust takes over. A plan never makes the state say “live”.',
    seenIn: 'Report to the Executive, 21 February 2023, section 2.2; Ofsted report of 31 January 2023',
    data: z.strictObject({ trustId, name: text.optional(), for: edtf, verbatim: text.optional() }),
    title: (d) => `Trust planned to go live: ${d.verbatim ?? inEnglish(d.for)}`,
  }),
  TrustWentLive: eventType({
    process: 'trust',
    reading: 'moment',
    about: 'The trust took over the delivery of the services.',
    seenIn: 'Ofsted’s letter of 22 August 2023',
    data: z.strictObject({ trustId, name: text }),
    title: (d) => `${d.name} went live`,
  }),
  ServicesReturned: eventType({
    process: 'trust',
    reading: 'moment',
    about: 'The services went back to the council.',
    seenIn: 'Ofsted reports on authorities whose trust ended (events_mentioned.csv)',
    data: z.strictObject({ trustId, reason: text.optional() }),
    title: () => 'Services returned to the council',
  }),
};
