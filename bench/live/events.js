// A minute of recording while a thousand clients follow the events, beside a bare server that sends the same.
import { inWords } from './faults.js';
import { kilobytes, markdown, megabytes, milliseconds, percent } from './markdown.js';
import { quantiles } from './quantiles.js';
import { round } from './round.js';
import { bare, caseline } from './subjects.js';

const SHARES = [0.5, 0.99, 1];

export async function report(prepared, { seconds, clients, rate, rounds }) {
  const taken = [];
  for (let n = 1; n <= rounds; n += 1) {
    const how = { seconds, clients, rate };
    taken.push({
      ours: figuresOf(await round(caseline, prepared, { ...how, name: `events-${n}` })),
      raw: figuresOf(await round(bare, prepared, { ...how, name: `events-bare-${n}` })),
    });
  }
  return { title: title({ seconds, clients, rate, rounds }), tables: [tableOf(taken)] };
}

const title = ({ seconds, clients, rate, rounds }) =>
  `Events: ${rate} a second for ${seconds} seconds, ${clients.toLocaleString('en')} clients; ${rounds} rounds of each in turn`;

/** What a round says, in milliseconds, bytes and shares of one processor. */
export function figuresOf({ after, faults, before, connected, loaded, highest, clients, ...rest }) {
  const [sent, acked, lifted] = after.map((numbers) => quantiles([numbers], SHARES));
  const early = after[2].reduce((count, ms) => count + (ms < -1 ? 1 : 0), 0);
  const eachOf = (measure, now) => (measure(now) - measure(before)) / clients;
  return {
    ...{ sent, acked, lifted, early, faults, clients },
    ...{ serverCpu: rest.serverCpu, readersCpu: rest.readersCpu, visible: rest.visible },
    acknowledged: quantiles([rest.acknowledged], SHARES),
    ended: rest.endings.filter((reasons) => reasons.join() === 'stopping').length,
    rssBefore: before.rss,
    rssEach: eachOf(({ rss }) => rss, connected),
    heapEach: eachOf(({ heapUsed, external }) => heapUsed + external, connected),
    rssEachLoaded: eachOf(({ rss }) => rss, loaded),
    heapEachLoaded: eachOf(({ heapUsed, external }) => heapUsed + external, loaded),
    rssEachHighest: (highest - before.rss) / clients,
  };
}

function tableOf(taken) {
  const line = (what, measure, write, aim) => {
    const ours = taken.map((one) => measure(one.ours));
    const raw = taken.map((one) => measure(one.raw));
    const ratios = ours.map((value, index) => value / raw[index]);
    return [
      what,
      ours.map(write).join(', '),
      raw.map(write).join(', '),
      ratios.map((one) => one.toFixed(2)).join(', '),
      aim?.(ours, ratios) ?? '',
    ];
  };
  const count = (what, measure) => [
    what,
    taken.map(({ ours }) => measure(ours)).join(', '),
    taken.map(({ raw }) => measure(raw)).join(', '),
    '',
    '',
  ];
  const reached = (isReached, aim) => `${aim}: ${isReached ? 'reached' : '**not reached**'}`;
  return markdown(
    ['each round', 'Caseline', 'bare server', 'ratio', 'aim'],
    [
      line('from the acknowledged write to each client, median', ({ acked }) => acked[0], milliseconds),
      line(
        '99th percentile',
        ({ acked }) => acked[1],
        milliseconds,
        (_, ratios) =>
          reached(
            ratios.every((one) => one <= 1.5),
            'at most 1.5 times',
          ),
      ),
      line('longest', ({ acked }) => acked[2], milliseconds),
      line('from when it was sent, median', ({ sent }) => sent[0], milliseconds),
      line('99th percentile', ({ sent }) => sent[1], milliseconds),
      line('from when an embargo lifted, median', ({ lifted }) => lifted[0], milliseconds),
      line('99th percentile', ({ lifted }) => lifted[1], milliseconds),
      line('from sent to acknowledged, median', ({ acknowledged }) => acknowledged[0], milliseconds),
      line('99th percentile', ({ acknowledged }) => acknowledged[1], milliseconds),
      line(
        'resident memory for each client',
        ({ rssEach }) => rssEach,
        kilobytes,
        (ours) =>
          reached(
            ours.every((one) => one < 64 * 1_024),
            'under 64 KB',
          ),
      ),
      line('after the minute', ({ rssEachLoaded }) => rssEachLoaded, kilobytes),
      line('at the highest during it, garbage included', ({ rssEachHighest }) => rssEachHighest, kilobytes),
      line('of which heap and buffers, connected', ({ heapEach }) => heapEach, kilobytes),
      line('heap and buffers, after the minute', ({ heapEachLoaded }) => heapEachLoaded, kilobytes),
      line('resident memory without clients', ({ rssBefore }) => rssBefore, megabytes),
      line('processor of the server', ({ serverCpu }) => serverCpu, percent),
      line('processor of the clients', ({ readersCpu }) => readersCpu, percent),
      count('events that each client should have', ({ visible }) => visible.toLocaleString('en')),
      count('wrong: lost, twice, out of order, other content', ({ faults }) => inWords(faults)),
      count('before their embargo lifted', ({ early }) => early),
      count('clients that were told `stopping` in the end', ({ ended, clients }) => `${ended} of ${clients}`),
    ],
  );
}
