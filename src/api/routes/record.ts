import type { Request } from 'express';
import { z } from 'zod';
import type { Caseline } from '../../caseline.ts';
import { caseIdOf } from '../../domain/events/envelope.ts';
import { laCode } from '../../domain/events/fields.ts';
import { expectedPosition } from '../answers.ts';
import { authoritySegment } from '../authority-segment.ts';
import { newEventSchema } from '../event-form.ts';
import { withIds } from '../event-ids.ts';
import { Refusal } from '../problems.ts';
import { readQuery } from '../query.ts';
import { contextOf } from '../request-context.ts';
import { type Route, segmentsOf } from '../route.ts';
import { mostEvents, submittedEvents } from '../submitted-events.ts';
import { type Caller, callerOf, tokenNeeded } from '../tokens.ts';

const findingSchema = z
  .strictObject({
    rule: z.string(),
    severity: z.enum(['impossible', 'unusual']),
    citation: z.string(),
    message: z.string(),
    events: z.array(z.uuid()),
    facts: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Finding', description: 'That an event meets a rule, and the facts that it met.' });

export const receiptSchema = z
  .strictObject({
    events: z.array(z.uuid()).meta({ description: 'The ids of the events, in order.' }),
    position: z.uuid().meta({ description: 'The id of the last: the position to expect next.' }),
    anomalies: z
      .array(findingSchema)
      .meta({ description: 'What is unusual about them; they were recorded all the same.' }),
    alreadyThere: z
      .boolean()
      .meta({ description: 'All of them had been recorded before, with the same content.' }),
  })
  .meta({ id: 'Receipt', description: 'Acknowledged: the events are durable.' });

const bodySchema = z
  .union([newEventSchema, z.strictObject({ events: z.array(newEventSchema).min(1).max(mostEvents) })])
  .meta({ id: 'Recording', description: 'One event, or several that are recorded all or none.' });

const example: z.input<typeof bodySchema> = {
  type: 'MeasureReported',
  occurred: { date: '2023-12' },
  disclosures: [{ to: 'public', from: '2024-01-15' }],
  source: { id: 'executive-paper', note: 'an example' },
  data: { measure: 'Referrals', changePercent: 4, statedBy: 'the council' },
};

const headers = z.object({
  'If-Match': z
    .string()
    .optional()
    .meta({ description: 'The ETag of any answer about this authority, its position alone, or *.' }),
  'Idempotency-Key': z.string().optional().meta({
    description:
      'Gives events without an id the same ids each time that you send them. Its scope is your token and the authority. Choose it at random: whoever can guess it can tell that it was used.',
  }),
});

const recordedHeaders = z.object({ Location: z.string().meta({ description: 'The last of the events.' }) });
const json = { 'application/json': { schema: receiptSchema } };

/** Recording what happened, in the name of the token's subject and for its party. */
export const record: Route = {
  method: 'post',
  path: '/v1/authorities/{authority}/events',
  operation: {
    tags: ['authority'],
    summary: 'Record what happened',
    description:
      'All events or none. The token has to cover the authority. The same events sent again are answered with 200 and recorded once. A case begins with AuthorityRegistered, sent to the DfE code of the authority.',
    security: [{ bearer: [] }],
    requestParams: { path: authoritySegment, header: headers },
    requestBody: { required: true, content: { 'application/json': { schema: bodySchema, example } } },
    responses: {
      200: {
        description: 'Recorded before, with the same content.',
        headers: recordedHeaders,
        content: json,
      },
      201: { description: 'Recorded.', headers: recordedHeaders, content: json },
    },
  },
  serve: async (request, response, { caseline, verifier, readBody }) => {
    const caller = await callerOf(request.headers.authorization, verifier);
    contextOf(request).party = caller.party;
    readQuery(z.strictObject({}), request.url);
    if (caller.name === null) throw tokenNeeded();
    const la = await coveredAuthority(request, caller, caseline);
    const recordedBy = { name: caller.name, party: caller.party };
    const expected = expectedPosition(request.headers['if-match']);
    const scope = [caller.party, caller.name, la];
    const events = withIds(
      submittedEvents(await readBody(request, response)),
      idempotencyKey(request),
      scope,
    );
    const receipt = await caseline.record({
      caseId: caseIdOf(la),
      events,
      recordedBy,
      expectedPosition: expected,
    });
    return {
      status: receipt.alreadyThere ? 200 : 201,
      body: receipt,
      position: receipt.position,
      headers: { Location: `/v1/events/${receipt.position}` },
    };
  },
};

/** The code of the authority in whose case the caller may record: it need not be registered yet. */
async function coveredAuthority(request: Request, caller: Caller, caseline: Caseline): Promise<string> {
  const named = segmentsOf(request)('authority');
  const mayRecord = caller.record === '*' || caller.record.length > 0;
  const la =
    !mayRecord || laCode.safeParse(named).success ? named : await caseline.codeOf(named, caller.party);
  if (caller.record === '*' || caller.record.includes(la)) return la;
  throw new Refusal('not-entitled', 'Your token does not let you record in this case.', {
    headers: { 'WWW-Authenticate': 'Bearer realm="caseline", error="insufficient_scope"' },
  });
}

function idempotencyKey(request: Request): string | undefined {
  const key = request.get('Idempotency-Key');
  if (key === undefined || /^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw new Refusal('malformed-request', 'Idempotency-Key takes 1 to 255 visible ASCII characters.');
}
