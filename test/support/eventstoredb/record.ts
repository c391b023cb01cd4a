/** The revision of a tombstone: on the wire the largest there is, 2^63 - 1, which no number here can say. */
export const TOMBSTONE = 2 ** 63;

export interface ProposedEvent {
  readonly id: string;
  readonly type: string;
  readonly json: boolean;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export interface StoredEvent extends ProposedEvent {
  readonly stream: string;
  readonly revision: number;
  /** Place among all events, from 0. The wire never sees it. */
  readonly index: number;
  /** Where its record begins in the log, in bytes, and where the next one will. */
  readonly position: number;
  readonly next: number;
  readonly createdMs: number;
}

const lengthPrefixed = (text: string): number => {
  const bytes = Buffer.byteLength(text);
  return bytes + (bytes < 0x80 ? 1 : bytes < 0x4000 ? 2 : 3);
};

/** As many bytes as the real server's record takes: fixed fields, two names, data, metadata. */
export const sizeOfRecord = (stream: string, { type, data, metadata }: ProposedEvent): number =>
  92 + lengthPrefixed(stream) + lengthPrefixed(type) + data.length + metadata.length;

/** As the server counts what is appended: names in UTF-16. */
export const sizeOfProposed = ({ type, data, metadata }: ProposedEvent): number =>
  data.length + metadata.length + type.length * 2;
