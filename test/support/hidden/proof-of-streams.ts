import { setImmediate, setTimeout } from 'node:timers/promises';
import { Difference, sameOfAll, textDifference } from './difference.ts';
import type { Draw } from './draw.ts';
import { liveProbes } from './live-probes.ts';
import {
  again,
  anyFollowing,
  askedOnce,
  everyEvent,
  hashIn,
  lastHash,
  openOn,
  type Request,
  type Stream,
  said,
  statesKnown,
} from './live-streams.ts';
import { loggedTheSame } from './logged-lines.ts';
import type { Cast } from './proof-of-answers.ts';
import { now } from './random-log.ts';
import { anyRequest } from './request.ts';
import type { Service } from './service.ts';
import { inFull, smallest } from './smallest.ts';
import { Stage } from './stage.ts';
import { anyStory, entriesOf, type Part } from './story.ts';
import { ended, type Following, until } from './stream.ts';
import { namesIn } from './values.ts';
import { anyViewer, type Viewer } from './viewers.ts';
import { inOrderOfReading, known } from './who-may-know.ts';

/** How many streams are followed from the beginning; others join later. */
const streamsEach = 8;

/** What a viewer follows, each stream on all services. */
interface Audience {
  readonly stage: Stage;
  readonly viewer: Viewer;
  /** All events, from the first on. */
  readonly everything: Stream;
  readonly streams: Stream[];
  /** Those whose question could not be answered at some moment: no authority was in the region that they ask for. */
  readonly unanswerable: Set<Stream>;
}

/**
 * Tells a random story to three services, of which a random viewer follows the same streams: the first hears all of
 * it, the second does not hear what the viewer may not know by the end, and the third, which leaves after the first
 * part, what they may not know by then. All say the same, for as long as they hear: so what is hidden shows in
 * nothing, and what lifts later not before.
 *
 * @throws Error that says what differs, and to whom
 */
export const streamsTellNothing =
  ({ signer, viewers, tampering }: Cast) =>
  async (draw: Draw): Promise<void> => {
    const { log, parts } = anyStory(draw);
    const viewer = anyViewer(viewers, draw);
    const all = [...log, ...parts.flatMap(entriesOf)];
    const heard = parts.map(({ marker }) => known(all, viewer.party, marker.at)).reverse();
    const options = { signer, clock: { now }, tampering };
    const stage = await Stage.set(log, [all, ...heard], options);
    try {
      const everything = await openOn(stage.services, viewer, everyEvent(viewer));
      const audience: Audience = {
        stage,
        viewer,
        everything,
        streams: [],
        unanswerable: new Set(),
      };
      await otherMethods(audience, draw);
      for (let n = 0; n < streamsEach; n += 1)
        await join(audience, anyFollowing(namesIn(stage.recorded), viewer, draw));
      for (const part of parts) {
        const moved = await play(part, audience, draw);
        const last = stage.services.at(-1);
        if (last) await compared(audience, last, moved);
        if (part === parts[0]) await stage.dismissLast();
      }
      const [whole, without] = stage.services;
      if (!whole || !without) throw new RangeError('two services are left');
      await readToTheEnd(whole, audience);
      for (const stream of [everything, ...audience.streams]) {
        const [one = '', other = ''] = stream.on.map(endOf);
        if (!audience.unanswerable.has(stream)) mustBe('end', one, other, stream);
      }
      await loggedTheSame({ whole, without }, [...audience.unanswerable].map(idOf));
    } catch (error) {
      if (!(error instanceof Difference)) throw error;
      const { clock, recorded } = stage;
      throw error.asked?.path.startsWith('/v1/live')
        ? inFull(error, recorded, viewer.party, clock.now)
        : await smallest(recorded, viewer.party, clock.now, error, options);
    } finally {
      await stage.close();
    }
  };

async function otherMethods({ stage, viewer }: Audience, draw: Draw): Promise<void> {
  for (const [operation, { probe }] of Object.entries(liveProbes)) {
    const asked = anyRequest(operation, probe(namesIn(stage.recorded)), viewer, draw);
    await sameOfAll(stage.services, { ...asked, method: draw.one(['HEAD', 'OPTIONS', 'POST']) });
  }
}

async function join({ stage, viewer, streams }: Audience, request: Request): Promise<void> {
  streams.push(await openOn(stage.services, viewer, request));
}

/** One part of the story, up to where every reader has what there is. Says of each stream whether the marker moved it. */
async function play(part: Part, audience: Audience, draw: Draw): Promise<readonly boolean[]> {
  const { stage, viewer, streams } = audience;
  for (const step of part.steps) {
    await stage.play(step);
    await noteUnanswerable(audience);
    if (draw.chance(25)) await setTimeout(110); // so that some changes are told one by one
    if (draw.chance(15)) await allHasCome(audience);
    if (draw.chance(15)) await join(audience, anyFollowing(namesIn(stage.recorded), viewer, draw));
    if (draw.chance(40)) await comeBack(audience, draw);
    await setImmediate();
  }
  await stage.play({ at: part.marker.at, entries: [] });
  await noteUnanswerable(audience);
  const before = await statesNow(audience);
  await stage.play(part.marker);
  await allHasCome(audience);
  const after = await statesNow(audience);
  for (const [index, stream] of streams.entries()) {
    const hash = after[index];
    if (hash === undefined) continue;
    for (const following of onStage(stream, stage))
      await until(following, `the state ${hash}`, () => lastHash(stream, following) === hash, stream.asked);
  }
  return after.map((hash, index) => hash !== before[index]);
}

/** A reader of any stream goes on from the id of any message that they had. */
async function comeBack(audience: Audience, draw: Draw): Promise<void> {
  const stream = draw.one(audience.streams);
  const [whole] = stream.on;
  const ids = whole?.reader.messages.flatMap(({ id }) => id ?? []) ?? [];
  if (!whole?.isStream || ids.length === 0) return;
  const id = draw.one(ids);
  const before = stream.answeredBy && statesKnown(stream, whole).find((one) => one.id === id);
  await join(audience, again(stream, id, before, draw));
}

/** The stream as the services give it that have not left, the one that hears all first. */
const onStage = ({ on }: Stream, { services }: Stage): readonly Following[] =>
  on.filter(({ service }) => services.includes(service));

/** All that the viewer may know by now has come, in order, and nothing else; where the clock alone lets it come too. */
async function allHasCome({ stage, viewer, everything }: Audience): Promise<void> {
  const expected = inOrderOfReading(stage.recorded, viewer.party, stage.clock.now);
  const ids = expected.map(({ event }) => event.id);
  for (const following of onStage(everything, stage)) {
    const what = `event ${ids.length}`;
    await until(following, what, ({ eventIds }) => eventIds.length >= ids.length, everything.asked);
    mustBe('list of events', following.reader.eventIds.join(), ids.join(), everything);
  }
}

/** What the question of each stream is answered with now; undefined for events, and for what is refused. */
async function statesNow({ stage, viewer, streams }: Audience): Promise<readonly (string | undefined)[]> {
  const hashes: (string | undefined)[] = [];
  for (const stream of streams) {
    const isOfStates = stream.answeredBy && stream.on[0]?.isStream;
    const heard = isOfStates && (await sameOfAll(stage.services, askedOnce(stream, viewer)));
    hashes.push(heard ? hashIn(stream, heard.status, heard.body) : undefined);
  }
  return hashes;
}

/**
 * A question that cannot be answered ends the stream of whoever asks at that moment. Others ask a moment later, when it
 * can be answered again: which of the two a service does is no sign of anything.
 */
async function noteUnanswerable({ stage, viewer, streams, unanswerable }: Audience): Promise<void> {
  for (const stream of streams) {
    const narrows = stream.drawn.query.some(([name]) => name === 'region' || name === 'kind');
    if (!narrows || !stream.answeredBy || !stream.on[0]?.isStream) continue;
    const { status } = await sameOfAll(stage.services, askedOnce(stream, viewer));
    if (status !== 200) unanswerable.add(stream);
  }
}

/** Ends the streams of a service, and waits for all that it has still to say. */
async function readToTheEnd(service: Service, { everything, streams }: Audience): Promise<void> {
  service.stopStreams();
  for (const { on, asked } of [everything, ...streams])
    for (const one of on) if (one.service === service) await ended(one, asked);
}

/** Lets a service say all that it has to say, and compares the one that hears all with it. */
async function compared(audience: Audience, other: Service, moved: readonly boolean[]): Promise<void> {
  await readToTheEnd(other, audience);
  for (const [index, stream] of audience.streams.entries()) {
    const { asked, on, answeredBy } = stream;
    const [whole] = on;
    const without = on.find(({ service }) => service === other);
    if (!whole || !without) continue; // it began after the other had left
    mustBe('head', whole.head, without.head, stream);
    if (whole.isStream && answeredBy) {
      if (moved[index] && !audience.unanswerable.has(stream))
        mustBe('last message', lastMessage(whole), lastMessage(without), stream);
      await everyStateIsAnAnswer(stream, [whole, without], audience);
    } else {
      const { length } = said(without);
      await until(whole, said(without).slice(-200), () => said(whole).length >= length, asked);
      mustBe('messages', said(whole), said(without), stream);
    }
  }
}

const idOf = ({ asked }: Stream): string => asked.headers['X-Request-Id'] ?? '';

/** When to come back is another time for each reader. */
const endOf = ({ reader }: Following): string =>
  reader.text
    .slice(-200)
    .replace(/retry: \d+\nevent: end/, 'event: end')
    .split('event: end')[1] ?? 'no end';

const lastMessage = ({ reader }: Following): string => {
  const last = reader.messages.findLast(({ event }) => event === 'state' || event === 'patch');
  return JSON.stringify([last?.id, last?.data.basis]);
};

/**
 * However its changes were taken together, a reader is only ever led to what a question with the same basis is
 * answered with, by services that do not have what is hidden.
 */
async function everyStateIsAnAnswer(
  stream: Stream,
  on: readonly Following[],
  { stage, viewer }: Audience,
): Promise<void> {
  const states = new Map(on.flatMap((one) => statesKnown(stream, one)).map((one) => [one.id, one]));
  for (const { id, hash, basis } of states.values()) {
    const { validAt, knownAt, position } = basis;
    const asked = askedOnce(stream, viewer, Object.entries({ validAt, knownAt, position }));
    const { status, body } = await sameOfAll(stage.services, asked);
    mustBe(`answer for ${id}`, hash, hashIn(stream, status, body) ?? `${status} ${body}`, stream);
  }
}

function mustBe(what: string, whole: string, without: string, { asked }: Pick<Stream, 'asked'>): void {
  const difference = textDifference(what, whole, without);
  if (difference !== undefined) throw new Difference(difference, asked);
}
