import type { Observable } from 'rxjs';
import { z } from 'zod';
import type { Basis, CaughtUp, Since } from '../../caseline.ts';
import { canonical } from '../../domain/canonical.ts';
import { eventTypeNames, type RecordedEvent } from '../../domain/events/catalogue.ts';
import { englandNames } from '../../projections/england/england.ts';
import type { Step, Stepped } from '../../projections/live.ts';
import type { ProjectionName } from '../../projections/projections.ts';
import { authoritySegment } from '../authority-segment.ts';
import { eventForm } from '../event-form.ts';
import { frameOf, type Source } from '../event-stream.ts';
import { follow } from '../follow.ts';
import { narrowedBy, narrowing, severalAuthorities } from '../narrowing.ts';
import { listOf } from '../query.ts';
import { date, positionText, questionQuery, viewerQuery } from '../questions.ts';
import type { Route } from '../route.ts';
import { deadlinesNarrowing } from './deadlines.ts';
import { sinceDay } from './england.ts';

const wordOf =
  'Each of these messages has the id to come back with. The last message of a stream that the service ends has the type `end` and says why (LiveEnd).';

const events = follow({
  path: '/v1/live/events',
  summary: 'The events that the viewer may know, as they come to know them',
  description: `Every event once, in order; what is under embargo comes when that lifts. A message is an event as \`GET /v1/events/{id}\` has it. When what went before has been sent, a message of type \`caught-up\` follows. ${wordOf}`,
  query: z.strictObject({
    ...viewerQuery.shape,
    ...severalAuthorities,
    type: listOf(z.enum(eventTypeNames, { error: 'is no type of event' }))
      .optional()
      .meta({
        description: 'Only events of these types, with commas between them.',
        example: 'JudgementsIssued,ReportPublished',
      }),
    after: positionText.optional().meta({
      description:
        "The id of the last event that you have, or 'start' for all there are. What comes from now on when absent.",
    }),
  }),
  cursor: positionText,
  streamIs: 'Events, for as long as you listen.',
  source: ({ caseline, viewer, query, after }): Source<RecordedEvent | CaughtUp> => {
    let hasCaughtUp = false;
    return {
      after: (last) =>
        caseline.observeEvents({
          viewer,
          after: last ? idOf(last) : after,
          authorities: query.authority,
          region: query.region,
          types: query.type,
        }),
      frame: (item) => {
        if (!('caughtUp' in item)) return eventFrame(item);
        if (hasCaughtUp) return undefined;
        hasCaughtUp = true;
        return frameOf('{}', { id: item.caughtUp, event: 'caught-up' });
      },
    };
  },
});

const idOf = (item: RecordedEvent | CaughtUp): string => ('caughtUp' in item ? item.caughtUp : item.id);

/** Every reader gets the same bytes of an event, whichever way it came: its members are in canonical order. */
const eventFrames = new WeakMap<RecordedEvent, Buffer>();

function eventFrame(event: RecordedEvent): Buffer {
  const known = eventFrames.get(event);
  if (known) return known;
  const made = frameOf(canonical(eventForm(event)), { id: event.id });
  eventFrames.set(event, made);
  return made;
}

/** Names a state that a reader has: what it rests on, and its hash. */
const cursorOf = ({ validAt, knownAt, position }: Since['basis'], hash: string): string =>
  [validAt, knownAt, position, hash].join('_');

const cursorPattern = /^(\d{4}-\d\d-\d\d)_([\d:.TZ-]+)_(start|[0-9a-f-]{36})_([0-9a-f]{64})$/;
const cursor = z.string().regex(cursorPattern, 'is no id of a message of such a stream');

function sinceOf(text: string | undefined): Since | undefined {
  const [, validAt = '', knownAt = '', position = '', hash = ''] = cursorPattern.exec(text ?? '') ?? [];
  return text === undefined ? undefined : { basis: { validAt, knownAt, position }, hash };
}

const after = cursor.optional().meta({
  description: 'The id of the last message that you have: the first one then leads on from there.',
});

/** What a reader of a state gets, who can go on from any step. */
const steps = (
  since: string | undefined,
  observe: (since: Since | undefined) => Observable<Stepped<Basis, unknown>>,
): Source<Stepped<Basis, unknown>> => ({
  after: (last) => observe(last ? last.state : sinceOf(since)),
  frame: ({ step }) => (step.kind === 'unchanged' ? undefined : stepFrame(step)),
});

const stepFrames = new WeakMap<Step<Basis>, Buffer>();

function stepFrame(step: Exclude<Step<Basis>, { readonly kind: 'unchanged' }>): Buffer {
  const known = stepFrames.get(step);
  if (known) return known;
  const { kind, ...data } = step;
  const made = frameOf(JSON.stringify(data), {
    id: cursorOf(data.basis, 'hash' in data ? data.hash : data.after),
    event: kind,
  });
  stepFrames.set(step, made);
  return made;
}

const stateIs =
  'First a message of type `state` (LiveState), then one of type `patch` for each change (LivePatch): a JSON Patch with the hash of the state before and after it. Who comes back with an id gets one patch from there, or nothing where nothing changed; who reads slowly gets fewer and larger ones.';

const certainty = questionQuery.shape.certainty;

const cases = follow({
  path: '/v1/live/cases/{authority}',
  summary: 'A projection of one case, and each change of it',
  description: `${stateIs} It changes with what comes to be known, and with the calendar. ${wordOf}`,
  segments: authoritySegment,
  query: z.strictObject({
    ...viewerQuery.shape,
    projection: z
      .enum(['case', 'journey', 'deadlines', 'improvement', 'anomalies'])
      .default('case')
      .meta({ description: 'What of the case, as in the last segment of its address.' }),
    certainty,
    after,
  }),
  cursor,
  streamIs: 'The projection for now, for as long as you listen.',
  source: ({ caseline, viewer, query, segment, after }) => {
    const name: ProjectionName = query.projection === 'anomalies' ? 'reconciliation' : query.projection;
    return steps(after, (since) =>
      caseline.observe(name, segment('authority'), { viewer, certainty: query.certainty, since }),
    );
  },
});

const deadlines = follow({
  path: '/v1/live/deadlines',
  summary: 'The deadlines of all authorities, and each change of them',
  description: `${stateIs} A deadline passes at the end of its London day. ${wordOf}`,
  query: z.strictObject({
    ...viewerQuery.shape,
    ...deadlinesNarrowing,
    certainty,
    after,
  }),
  cursor,
  streamIs: 'The deadlines for now, for as long as you listen.',
  source: ({ caseline, viewer, query, after }) => {
    const { authority, region, status, certainty } = query;
    return steps(after, (since) =>
      caseline.observeDeadlines({ viewer, certainty, since }, { authorities: authority, region, status }),
    );
  },
});

const england = follow({
  path: '/v1/live/england',
  summary: 'A table of all cases together, and each change of it',
  description: `${stateIs} ${wordOf}`,
  query: z.strictObject({
    ...viewerQuery.shape,
    table: z.enum(englandNames).default('board').meta({ description: 'Which table: one of `/v1/england`.' }),
    ...narrowing,
    step: z
      .enum(['month', 'quarter', 'year'], { error: 'must be month, quarter or year' })
      .optional()
      .meta({ description: 'Of `series`: how long a period is. A month when absent.' }),
    since: date.optional().meta({
      description: 'Of `series`: no point is before this day. Of `movers`, which needs it: the earlier day.',
    }),
    certainty,
    after,
  }),
  cursor,
  streamIs: 'The table for now, for as long as you listen.',
  source: ({ caseline, viewer, query, after }) => {
    const { table, region, kind, step, since, certainty } = query;
    const asked = {
      ...narrowedBy({ region, kind }),
      ...(step && { step }),
      ...(since !== undefined && sinceDay(since)),
    };
    return steps(after, (from) => caseline.observeEngland(table, { viewer, certainty, since: from }, asked));
  },
});

export const liveRoutes: readonly Route[] = [events, cases, deadlines, england];
