import { type Asked, statusOf } from './client.ts';
import { type Drawn, type Pairs, type Probe, requestOf } from './request.ts';
import type { Service } from './service.ts';

/** What an operation is never asked without. */
const neededBy: Readonly<Record<string, Pairs>> = { 'get /v1/england/movers': [['since', '2015-01-01']] };

/**
 * The parameters that are refused whatever a proof gives them: of refusals alone nobody learns.
 *
 * @param as how the request of somebody signed in is sent
 */
export async function refusedAlways(
  service: Service,
  probes: Readonly<Record<string, Probe>>,
  token: string,
  as: (asked: Asked) => Asked = (asked) => asked,
): Promise<readonly string[]> {
  const refused: string[] = [];
  for (const [operation, probe] of Object.entries(probes))
    for (const [place, values] of Object.entries<Probe['path']>({ ...probe }))
      for (const [name, some] of Object.entries(values ?? {}))
        if (!(await anyAccepted(operation, probe, place, name, some))) refused.push(`${operation}: ${name}`);
  return refused;

  async function anyAccepted(
    operation: string,
    probe: Probe,
    place: string,
    name: string,
    some: readonly string[],
  ): Promise<boolean> {
    for (const value of some) {
      const drawn = saying(operation, probe, place, name, value);
      const response = await service.open(as(requestOf(operation, drawn, name === 'feed' ? {} : { token })));
      response.destroy(); // the beginning says enough
      if (statusOf(response) < 400) return true;
    }
    return false;
  }
}

/** A request that says nothing but this, and what it cannot do without. */
function saying(operation: string, probe: Probe, place: string, name: string, value: string): Drawn {
  const needed = (neededBy[operation] ?? []).filter(([one]) => one !== name);
  return {
    segments: { ...firstOf(probe.path), ...(place === 'path' && { [name]: value }) },
    query: place === 'query' ? [...needed, [name, value]] : needed,
    header: place === 'header' ? { [name]: value } : {},
    ...(probe.form && { form: { ...firstOf(probe.form), ...(place === 'form' && { [name]: value }) } }),
  };
}

const firstOf = (values: Probe['path'] = {}): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(values).map(([name, [first = '']]) => [name, first]));
