import { stringifySetCookie } from 'cookie';
import type { Request } from 'express';
import { z } from 'zod';
import type { Reply } from '../api/answers.ts';
import { Refusal } from '../api/problems.ts';
import type { Address } from '../api/route.ts';
import { type Caller, callerOf, notAccepted, sessionCookie } from '../api/tokens.ts';
import { formOf, redirect } from './form.ts';
import { bareFrame } from './frame.ts';
import { ownAddress } from './own-address.ts';
import { pageReply, type Render } from './screen.ts';

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
  token: z.string().trim().default(''),
  next: z.string().default('/').transform(ownAddress),
});

/** What browsers keep in a cookie, with the rest of it. */
const longestToken = 3_500;

const signInForm = (render: Render): Address => ({
  method: 'get',
  path: '/sign-in',
  serve: async (request) => {
    const next = ownAddress(new URL(request.url, 'http://caseline').searchParams.get('next') ?? '/');
    const page = { ...bareFrame(request, 'Sign in'), here: next };
    return pageReply(request, render('sign-in.njk', { page, next, problem: null }), true);
  },
});

const signIn = (render: Render): Address => ({
  method: 'post',
  path: '/sign-in',
  serve: async (request, response, { verifier }) => {
    const { token, next } = await formOf(request, response, formSchema);
    const refused = (problem: string): Reply => {
      const page = { ...bareFrame(request, 'Error: Sign in'), here: next };
      const html = render('sign-in.njk', { page, next, problem });
      return { ...pageReply(request, html, true), status: 422 };
    };
    if (token === '') return refused('Enter your token.');
    let caller: Caller;
    try {
      if (token.length > longestToken) throw notAccepted('not accepted');
      caller = await callerOf(`Bearer ${token}`, verifier);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'token-not-accepted') throw error;
      return refused(
        'This token is not accepted: it has expired, or is not one of this service. Get a new one from whoever gave you this one.',
      );
    }
    return redirect(next, { 'Set-Cookie': session(request, token, caller.expires ?? 0) });
  },
});

const signOut = (): Address => ({
  method: 'post',
  path: '/sign-out',
  serve: async (request, response) => {
    const { next } = await formOf(request, response, formSchema);
    return redirect(next, { 'Set-Cookie': noSession(request) });
  },
});

/** Signing in and out. */
export const sessionAddresses = [signInForm, signIn, signOut];
