import type { Asked } from './client.ts';
import type { Draw } from './draw.ts';
import type { Viewer } from './viewers.ts';

export type Values = Readonly<Record<string, readonly string[]>>;

/** What is put into the requests of one operation: for each of its parameters some values. */
export interface Probe {
  readonly path?: Values;
  readonly query?: Values;
  readonly header?: Values;
  /** The fields of a form, for what takes one. */
  readonly form?: Values;
}

let sent = 0;

/** A request with an id of its own, the same for whichever service it is sent to. */
export function numbered(
  asked: Omit<Asked, 'headers'> & Partial<Asked>,
  { token }: Pick<Viewer, 'token'>,
): Asked {
  sent += 1;
  return {
    ...asked,
    headers: {
      'X-Request-Id': `request-${sent}`,
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...asked.headers,
    },
  };
}

export type Pairs = readonly (readonly [name: string, value: string])[];

/** The address of an operation with its parameters filled in. */
export function addressOf(
  template: string,
  segments: Readonly<Record<string, string>>,
  query: Pairs,
): string {
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(segments[name] ?? name));
  const written = query.map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return written.length > 0 ? `${path}?${written.join('&')}` : path;
}

/** What one request of an operation says. */
export interface Drawn {
  readonly segments: Readonly<Record<string, string>>;
  readonly query: Pairs;
  readonly header: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string>>;
}

/** Parameters that a request can nearly always do with, and those that refuse each other. */
const needed: ReadonlySet<string> = new Set(['/v1/england/movers since']);
const apart = [
  ['asOf', 'validAt'],
  ['asOf', 'knownAt'],
  ['position', 'recordedAt'],
  ['format', 'limit'],
  ['format', 'after'],
];

/** Random values for some of the parameters of an operation. */
export function anyValues(template: string, probe: Probe, { looksAs }: Viewer, draw: Draw): Drawn {
  const values = (of: Values = {}): [string, string][] =>
    Object.entries(of).map(([name, some]) => [name, draw.one(some)]);
  const count = Object.keys(probe.query ?? {}).length;
  const query: [string, string][] = [];
  for (const [name, value] of values(probe.query)) {
    if (name === 'viewAs') continue;
    const wanted = needed.has(`${template} ${name}`) ? 95 : Math.min(35, 300 / count);
    const isRefused = apart.some(
      (pair) =>
        pair.includes(bare(name)) &&
        query.some(([other]) => pair.includes(bare(other)) && side(other) === side(name)),
    );
    if (draw.chance(isRefused ? 3 : wanted)) query.push([name, value]);
  }
  if (draw.chance(2)) query.push(draw.one([['colour', 'red'], ...query] as [string, string][]));
  if (probe.query?.viewAs) {
    if (looksAs !== undefined) query.push(['viewAs', looksAs]);
    else if (draw.chance(15)) query.push(['viewAs', draw.one(probe.query.viewAs)]);
  }
  const header = Object.fromEntries(values(probe.header).filter(() => draw.chance(5)));
  const form = probe.form && Object.fromEntries(values(probe.form).filter(() => draw.chance(90)));
  return { segments: Object.fromEntries(values(probe.path)), query, header, ...(form && { form }) };
}

/** `validAt` of `from.validAt`, and `from`. */
const bare = (name: string): string => name.replace(/^\w+\./, '');
const side = (name: string): string => name.slice(0, -bare(name).length);

/** The request of an operation, `get /v1/authorities`, that says this. */
export function requestOf(
  operation: string,
  { segments, query, header, form }: Drawn,
  viewer: Pick<Viewer, 'token'>,
): Asked {
  const [verb = '', template = ''] = operation.split(' ');
  const asked = { method: verb.toUpperCase(), path: addressOf(template, segments, query) };
  if (!form) return numbered({ ...asked, headers: header }, viewer);
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', ...header };
  return numbered({ ...asked, headers, body: `${new URLSearchParams(form)}` }, viewer);
}

/** One random request of an operation; now and then by another method than its own. */
export function anyRequest(operation: string, probe: Probe, viewer: Viewer, draw: Draw): Asked {
  const [, template = ''] = operation.split(' ');
  const drawn = anyValues(template, probe, viewer, draw);
  // A calendar is read with the token of a feed or with one's own.
  const isOfAFeed = drawn.query.some(([name]) => name === 'feed') && draw.chance(90);
  const asked = requestOf(operation, drawn, isOfAFeed ? {} : viewer);
  if (draw.chance(92)) return asked;
  const { body: _, ...bare } = asked;
  return { ...bare, method: draw.one(['HEAD', 'OPTIONS', 'PATCH', 'PUT']) };
}
