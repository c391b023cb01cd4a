// England's board, followed by many while a few authorities change several times a second.
import { setTimeout } from 'node:timers/promises';
import { day, written } from '../journeys/days.js';
import { randomOf } from '../journeys/random.js';
import { started } from './children.js';
import { now } from './clock.js';
import { kilobytes, markdown, milliseconds, percent } from './markdown.js';
import { quantiles } from './quantiles.js';
import { atRate } from './recorder.js';
import { authorities } from './round.js';
import { caselineOn, logFor, recorderOf } from './servers.js';
import { hashOf } from './state-hash.js';

const CLIENTS = 100;
const PER_SECOND = 5;

/** One in so many changes is under embargo, for so many milliseconds. */
const EMBARGOED = 10;
const EMBARGO = 3_000;

/** Once nothing came for so long, everything has come, in milliseconds. */
const QUIET = 1_500;

const grades = ['outstanding', 'good', 'requires_improvement', 'inadequate'];
const areas = ['leadership', 'help_and_protection', 'in_care', 'care_leavers'];

export async function report(prepared, { seconds: asked }) {
  const seconds = Math.min(asked, 30);
  const server = await caselineOn(prepared, logFor(prepared, 'england-live'));
  const recorder = recorderOf(server, prepared);
  const readers = started('state-readers.js');
  try {
    await readers.ask('follow', { count: CLIENTS, port: server.port, path: '/v1/live/england' });
    const changes = changesOf(seconds * PER_SECOND);
    const before = await server.ask('used');
    const start = now();
    const half = setTimeout(seconds * 500).then(() => readers.ask('cut', CLIENTS / 2));
    await atRate(PER_SECOND, changes, (change) => recorded(recorder, change));
    await half;
    const share = ((await server.ask('used')).cpu - before.cpu) / (now() - start);
    await setTimeout(EMBARGO);
    while ((await readers.ask('quiet')) < QUIET) await setTimeout(100);
    const board = await boardOf(server);
    const sent = changes.filter(({ isEmbargoed }) => !isEmbargoed).map(({ acked }) => acked);
    const judged = await readers.ask('judged', { sent });
    return { title: title(seconds), tables: [tableOf({ ...judged, board, share, changes: changes.length })] };
  } finally {
    recorder.close();
    server.signal('SIGKILL');
    readers.signal('SIGKILL');
  }
}

const title = (seconds) =>
  `England’s board: ${CLIENTS} clients, ${PER_SECOND} changes a second in ${authorities.length} authorities for ${seconds} seconds`;

/** What is recorded, one authority after the other: now an inspection, now a trust that comes or goes. */
function changesOf(count) {
  const random = randomOf(3);
  return Array.from({ length: count }, (_, n) => {
    const turn = Math.floor(n / authorities.length);
    return {
      la: authorities[n % authorities.length],
      isEmbargoed: n % EMBARGOED === EMBARGOED - 1,
      events: turn % 2 === 0 ? inspection(turn, random) : [trust(turn)],
    };
  });
}

const firstDay = day('2024-03-04');
const daysBetween = 56;

function inspection(turn, random) {
  const begun = firstDay + turn * daysBetween;
  const inspectionId = `bench-${turn}`;
  const framework = 'ILACS_2023';
  const overall = random.pick(grades);
  return [
    {
      type: 'InspectionCarriedOut',
      occurred: { date: `${written(begun)}/${written(begun + 11)}` },
      data: { inspectionId, framework, kind: 'standard' },
    },
    {
      type: 'JudgementsIssued',
      occurred: { date: written(begun + 40) },
      data: { inspectionId, framework, overall, areas: areas.map((area) => ({ area, grade: overall })) },
    },
    { type: 'ReportPublished', occurred: { date: written(begun + 47) }, data: { inspectionId } },
  ];
}

function trust(turn) {
  const comes = turn % 4 === 1;
  return {
    type: comes ? 'TrustWentLive' : 'ServicesReturned',
    occurred: { date: written(firstDay + turn * daysBetween) },
    data: { trustId: 'bench-trust', ...(comes && { name: 'The Bench Children’s Trust' }) },
  };
}

async function recorded(recorder, change) {
  const from = change.isEmbargoed ? new Date(Date.now() + EMBARGO).toISOString() : '2024-03';
  const disclosures = [{ to: 'public', from }];
  const events = change.events.map((event) => ({ ...event, disclosures }));
  const { status, body, acked } = await recorder.post(change, { events });
  if (status !== 201) throw new Error(`a change was answered with ${status}: ${body}`);
  change.acked = acked;
}

async function boardOf({ port }) {
  const response = await fetch(`http://127.0.0.1:${port}/v1/england/board`);
  return (await response.json()).board;
}

function tableOf({ after, results, resumed, states, patches, bytes, board, share, changes }) {
  const isLast = ({ hash }) => hash === hashOf(board);
  const [middle, late] = quantiles(after, [0.5, 0.99]);
  const each = bytes / CLIENTS;
  const perPatch = patches.length / CLIENTS;
  const wholeEach = (states[0] ?? 0) * (1 + perPatch);
  const times = (event) => resumed.filter((one) => one === event).length;
  return markdown(
    ['', ''],
    [
      ['changes recorded', String(changes)],
      ['patches for each client', perPatch.toFixed(1)],
      [
        'clients whose last state is that of `GET /v1/england/board`',
        `${results.filter(isLast).length} of ${CLIENTS}`,
      ],
      [
        'patches that do not fit, or do not make what they say',
        String(results.reduce((sum, one) => sum + one.broken, 0)),
      ],
      [
        'from the acknowledged write to the next patch, median and 99th percentile',
        `${milliseconds(middle)}, ${milliseconds(late)}`,
      ],
      ['bytes for each client', kilobytes(each)],
      [
        'the whole board instead of each patch',
        `${kilobytes(wholeEach)}, ${(wholeEach / each).toFixed(0)} times`,
      ],
      [`came back with a cursor and got a patch, the whole board`, `${times('patch')}, ${times('state')}`],
      ['processor of the server', percent(share)],
    ],
  );
}
