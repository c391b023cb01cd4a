import express, { type Request, type Response } from 'express';
import { z } from 'zod';
import type { Reply } from '../api/answers.ts';
import { Refusal } from '../api/problems.ts';
import { htmlType, pageHeaders } from './screen.ts';

const urlencoded = express.urlencoded({ extended: false, limit: '16kb' });

/**
 * The fields of a form of this very page: a browser sends its session with the forms of other sites as well.
 *
 * @throws Refusal `malformed-request` for the form of another site, and for one that cannot be read
 */
export async function formOf<Fields extends z.ZodType>(
  request: Request,
  response: Response,
  fields: Fields,
): Promise<z.output<Fields>> {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const isForeign =
    site === undefined
      ? origin !== undefined && !(URL.canParse(origin) && new URL(origin).host === request.host)
      : site !== 'same-origin' && site !== 'none';
  if (isForeign) throw new Refusal('malformed-request', 'This form was sent from another site.');
  await new Promise<void>((resolve, reject) =>
    urlencoded(request, response, (error?: unknown) => {
      if (error === undefined) resolve();
      else reject(new Refusal('malformed-request', 'The form cannot be read.'));
    }),
  );
  const read = fields.safeParse(request.body ?? {});
  if (!read.success) throw new Refusal('malformed-request', 'The form cannot be read.');
  return read.data;
}

/** Where a form has led to: a page that can be loaded again without sending the form again. */
export const redirect = (to: string, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status: 303,
  file: { mediaType: htmlType, bytes: Buffer.alloc(0) },
  headers: { ...pageHeaders, Location: to, ...headers },
});

/** Of a form that asks: browsers also send the fields that nobody has filled in. */
export const filled = <Field extends z.ZodType>(field: Field) =>
  z.preprocess((text) => (text === '' ? undefined : text), field.optional()).optional();
