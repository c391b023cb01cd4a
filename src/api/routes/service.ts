import { z } from 'zod';
import { CaselineError } from '../../domain/failure.ts';
import { problemCodes, problemTypes, problemUri, Refusal } from '../problems.ts';
import { readService } from '../route.ts';

const problemPage = z
  .strictObject({
    code: z.enum(problemCodes),
    type: z.string().meta({ description: 'As problems of this kind have it; this address.' }),
    status: z.int(),
    title: z.string(),
    about: z.string().meta({ description: 'What it means, and what to do.' }),
  })
  .meta({ id: 'ProblemPage' });

const pages = problemCodes.map((code) => ({ code, type: problemUri(code), ...problemTypes[code] }));

export const problems = readService({
  path: '/problems',
  summary: 'Every problem that this API answers with',
  answer: z.strictObject({ problems: z.array(problemPage) }),
  answerIs: 'The problems.',
  answerer: () => ({ problems: pages }),
});

export const problem = readService({
  path: '/problems/{code}',
  summary: 'What a problem means, and what to do: the page behind its `type`',
  segments: z.object({ code: z.string().meta({ example: 'rule-broken' }) }),
  answer: problemPage,
  answerIs: 'The problem.',
  answerer: (_serving, segment) => {
    const page = pages.find(({ code }) => code === segment('code'));
    if (!page) throw new Refusal('unknown-problem', 'No problem has this code.');
    return page;
  },
});

export const health = readService({
  path: '/healthz',
  summary: 'Whether the process is up',
  answer: z.strictObject({ status: z.literal('up') }),
  answerIs: 'It is.',
  answerer: () => ({ status: 'up' as const }),
});

export const readiness = readService({
  path: '/readyz',
  summary: 'Whether the log can be read',
  answer: z.strictObject({ status: z.literal('ready') }),
  answerIs: 'It can. 503 otherwise.',
  answerer: async ({ ready }) => {
    await ready().catch((cause: unknown) => {
      throw new CaselineError('log-unavailable', 'the log cannot be read', { cause });
    });
    return { status: 'ready' as const };
  },
});
