import { hash } from 'node:crypto';
import type { Pieces } from './codec.ts';

/** How many random bytes hide each payload behind its commitment. */
export const saltBytes = 32;

/** RFC 6962, section 2.1: a leaf is hashed behind this byte, so that it can never pass for an inner node. */
const leafPrefix = '\u0000';

/** What is known of an event only once it is written. */
export interface Written {
  readonly revision: number;
  /** RFC 3339, UTC, milliseconds. */
  readonly recordedAt: string;
  readonly salt: Uint8Array;
}

/**
 * The leaf of an event, 32 bytes: SHA-256(0x00 || canonical JSON of its envelope), where the envelope is {id,
 * type, schema, caseId, revision, disclosures, recordedAt, recordedBy, correlationId?, causationId?,
 * commitment}. It holds the payload only through the commitment: whoever may not know what happened can still
 * prove that nobody has changed it.
 */
export function leafOf(pieces: Pieces, written: Written): Buffer {
  return hash('sha256', leafPrefix + envelopeText(pieces, written), 'buffer');
}

/** SHA-256(salt || canonical JSON of {data, occurred, source?}), lower-case hexadecimal. */
export function commitmentOf(pieces: Pieces, salt: Uint8Array): string {
  const source = pieces.source === undefined ? '' : `,"source":${pieces.source}`;
  const payload = Buffer.from(`{"data":${pieces.data},"occurred":${pieces.occurred}${source}}`);
  return hash('sha256', Buffer.concat([salt, payload]), 'hex');
}

/** Keys in the order of RFC 8785. */
function envelopeText(pieces: Pieces, { revision, recordedAt, salt }: Written): string {
  const causation = pieces.causationId === undefined ? '' : `,"causationId":${pieces.causationId}`;
  const correlation = pieces.correlationId === undefined ? '' : `,"correlationId":${pieces.correlationId}`;
  return (
    `{"caseId":${pieces.caseId}${causation},"commitment":"${commitmentOf(pieces, salt)}"${correlation}` +
    `,"disclosures":${pieces.disclosures},"id":${pieces.id},"recordedAt":${JSON.stringify(recordedAt)}` +
    `,"recordedBy":${pieces.recordedBy},"revision":${revision},"schema":${pieces.schema},"type":${pieces.type}}`
  );
}
