import type { ProblemCode } from './answers.ts';

/** The members of a problem (RFC 9457), those of its kind included: `findings`, `parameters`, `expected`, ... */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly [member: string]: unknown;
}

/**
 * The service refused, or could not answer.
 *
 * @example if (error instanceof CaselineProblem && error.code === 'revision-conflict') readAgain();
 */
export class CaselineProblem extends Error {
  /** Stable, and meant for programs; `GET /problems` explains each. What is no answer of Caseline's is 'not-caseline'. */
  readonly code: ProblemCode | 'not-caseline';
  /** The HTTP status. */
  readonly status: number;
  readonly problem: Problem;
  /** In how many seconds it is worth asking again, where the service said so. */
  readonly retryAfter: number | undefined;

  constructor(code: ProblemCode | 'not-caseline', problem: Problem, retryAfter?: number) {
    super(`${problem.title}: ${problem.detail}`);
    this.name = 'CaselineProblem';
    this.code = code;
    this.status = problem.status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  /** Whether the same may be answered later; all else is refused however often it is asked. */
  get passing(): boolean {
    return this.status >= 500 || [408, 425, 429].includes(this.status);
  }
}

/** What a response that is no answer says. */
export async function problemOf(response: Response): Promise<CaselineProblem> {
  const wait = retryAfter(response.headers.get('Retry-After'));
  if (!response.headers.get('Content-Type')?.startsWith('application/problem+json'))
    return notCaseline(response, wait);
  const problem = (await response.json()) as Problem & { readonly code: ProblemCode }; // as the service describes its problems
  return new CaselineProblem(problem.code, problem, wait);
}

/** Something else than Caseline answered: a proxy, or whatever is at that address. */
export const notCaseline = (
  { url, status, statusText, headers }: Response,
  wait?: number,
): CaselineProblem => {
  const came = `${status} ${statusText} (${headers.get('Content-Type') ?? 'no content type'})`;
  const problem = {
    type: 'about:blank',
    title: 'Not an answer of Caseline',
    status,
    detail: `${url}: ${came}`,
  };
  return new CaselineProblem('not-caseline', problem, wait);
};

/** Retry-After is a number of seconds or a date (RFC 9110, section 10.2.3). */
function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}
