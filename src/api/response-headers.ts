const text = { type: 'string' as const };

/** As the OpenAPI document has them. */
export const etagHeader = {
  ETag: { description: 'Names these very bytes.', required: true, schema: text },
};

/** Of what may be answered later. */
export const retryAfterHeader = {
  'Retry-After': { description: 'In how many seconds to try again.', schema: { type: 'integer' as const } },
};

/** Of an answer that may be a file as well. */
export const fileHeaders = {
  ...etagHeader,
  'Content-Disposition': { description: 'Of a file: a name for it.', schema: text },
  Link: { description: 'Of a file: its licence, `rel="license"`.', schema: text },
};
