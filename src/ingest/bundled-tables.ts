import { createReadStream } from 'node:fs';
import { fileURLToPath } from 'node:url';

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

/** Since when each authority exists: known to every import, since the tables of authorities do not say. */
export const bundledEstablishments: TableFile = inFolder('established.csv');

/** The tables that come with the product: every authority in England, and what is published of its inspections. */
export const bundledTables: readonly TableFile[] = [
  'authorities.csv',
  'inspections.csv',
  'events_mentioned.csv',
].map(inFolder);

/** The day on which the bundled tables were taken into the record. */
export const bundledCaptured = '2026-11-22';
