import { createReadStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readCsv } from './tables/csv-rows.ts';
import type { Establishment } from './tables/table-row.ts';

/** A table in a file, or wherever its bytes come from. */
export interface TableFile {
  /** Names it in what is reported: without its folder. */
  readonly name: string;
  /** Its bytes from the start, as often as it is asked. */
  readonly open: () => AsyncIterable<Uint8Array>;
}

const folder = new URL('../../data/england/', import.meta.url);

const inFolder = (name: string): TableFile => ({
  name,
  open: () => createReadStream(fileURLToPath(new URL(name, folder))),
});

/** The tables that come with the product: every authority in England, and what is published of its inspections. */
export const bundledTables: readonly TableFile[] = [
  'authorities.csv',
  'inspections.csv',
  'events_mentioned.csv',
].map(inFolder);

/** The day on which the bundled tables were taken into the record. */
export const bundledCaptured = '2026-11-22';

/** By DfE code, how each authority came to be: the tables of authorities do not say. */
export async function readEstablished(): Promise<ReadonlyMap<string, Establishment>> {
  const { name, open } = inFolder('established.csv');
  const found = new Map<string, Establishment>();
  for await (const record of readCsv(open(), name)) {
    if ('rule' in record) throw new Error(record.message);
    if (!('fields' in record)) continue;
    const { la_code = '', established = '', predecessors = '', instrument = '' } = record.fields;
    found.set(la_code, {
      date: established,
      predecessors: [...predecessors.matchAll(/(\d+) ([^;]+)/g)].map(([, la = '', authority = '']) => ({
        la,
        name: authority.trim(),
      })),
      ...(instrument && { instrument }),
    });
  }
  return found;
}
