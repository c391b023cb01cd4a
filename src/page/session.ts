import { stringifySetCookie } from 'cookie';
import express, { type Request, type Response } from 'express';
import { z } from 'zod';
import type { Reply } from '../api/answers.ts';
import { Refusal } from '../api/problems.ts';
import type { Address } from '../api/route.ts';
import { type Caller, callerOf, sessionCookie } from '../api/tokens.ts';
import { bareFrame } from './frame.ts';
import { htmlType, pageHeaders, pageReply, type Render } from './screen.ts';

/** The session of whoever signs in: their token, in a cookie that scripts cannot read and other sites cannot use. */
const session = (request: Request, token: string, expires: number): string =>
  stringifySetCookie({
    name: sessionCookie,
    value: token,
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: request.secure,
    expires: new Date(expires),
  });

/** No session from now on. */
export const noSession = (request: Request): string => session(request, '', 0);

const formSchema = z.object({
  token: z.string().trim().max(3_500).default(''),
  next: z.string().default('/'),
});

const urlencoded = express.urlencoded({ extended: false, limit: '16kb' });

/**
 * The fields of a form of this very page.
 *
 * @throws Refusal `malformed-request` for the form of another site, `body-too-large`
 */
async function formOf(request: Request, response: Response): Promise<z.output<typeof formSchema>> {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const isForeign =
    site === undefined
      ? origin !== undefined && !(URL.canParse(origin) && new URL(origin).host === host)
      : site !== 'same-origin' && site !== 'none';
  if (isForeign) throw new Refusal('malformed-request', 'This form was sent from another site.');
  await new Promise<void>((resolve, reject) =>
    urlencoded(request, response, (error?: unknown) => {
      if (error === undefined) resolve();
      else reject(new Refusal('malformed-request', 'The form cannot be read.'));
    }),
  );
  const read = formSchema.safeParse(request.body ?? {});
  if (!read.success) throw new Refusal('malformed-request', 'The form cannot be read.');
  return read.data;
}

/** An address of these pages, whatever was asked for; as whom one looked before does not count any more. */
function nextOf(text: string): string {
  const base = 'http://caseline';
  if (!text.startsWith('/') || !URL.canParse(text, base)) return '/';
  const next = new URL(text, base);
  if (next.origin !== base) return '/';
  next.searchParams.delete('viewAs');
  return `${next.pathname}${next.search}`;
}

const redirect = (to: string, cookie: string): Reply => ({
  status: 303,
  file: { mediaType: htmlType, bytes: Buffer.alloc(0) },
  headers: { ...pageHeaders, Location: to, 'Set-Cookie': cookie },
});

const signInForm = (render: Render): Address => ({
  method: 'get',
  path: '/sign-in',
  serve: async (request) => {
    const next = nextOf(new URL(request.url, 'http://caseline').searchParams.get('next') ?? '/');
    const page = bareFrame(request, 'Sign in');
    return pageReply(request, render('sign-in.njk', { page, next, problem: null }), true);
  },
});

const signIn = (render: Render): Address => ({
  method: 'post',
  path: '/sign-in',
  serve: async (request, response, { verifier }) => {
    const { token, next } = await formOf(request, response);
    const refused = (problem: string): Reply => {
      const page = bareFrame(request, 'Sign in');
      const html = render('sign-in.njk', { page, next: nextOf(next), problem });
      return { ...pageReply(request, html, true), status: 422 };
    };
    if (token === '') return refused('Enter your token.');
    let caller: Caller;
    try {
      caller = await callerOf(`Bearer ${token}`, verifier);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'token-not-accepted') throw error;
      return refused(
        'This token is not accepted: it has expired, or is not one of this service. Get a new one from whoever gave you this one.',
      );
    }
    return redirect(nextOf(next), session(request, token, caller.expires ?? 0));
  },
});

const signOut = (): Address => ({
  method: 'post',
  path: '/sign-out',
  serve: async (request, response) => {
    const { next } = await formOf(request, response);
    return redirect(nextOf(next), noSession(request));
  },
});

/** Signing in and out. */
export const sessionAddresses = [signInForm, signIn, signOut];
