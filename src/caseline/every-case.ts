import type { EventTypeName, RecordedEvent } from '../domain/events/catalogue.ts';
import type { CaseId, Position } from '../domain/events/envelope.ts';
import type { EventLog } from '../log/event-log.ts';
import { standing } from '../projections/england/standing.ts';
import { CaseHistory } from '../replay/case-history.ts';
import { amends } from '../replay/visible.ts';
import { slugsIn } from './authority-names.ts';
import { Interned, type Kept, kept, unpacked } from './kept-event.ts';
import type { SnapshotFile } from './snapshot.ts';
import type { Vitals } from './vitals.ts';

/** The types of event that tables over all cases read, and what can change those events. */
export const typesOfEveryCase: readonly EventTypeName[] = [
  ...(Object.keys(standing.handlers) as EventTypeName[]), // handlers are named by the types that they handle
  'EventCorrected',
  'EventWithdrawn',
];

/**
 * Of every case the events that tables over all cases read, in memory and in log order. Brought up to date on
 * every use by what came since: one new event makes one case new, and all others stay the very same, so that
 * whatever was worked out from them still holds.
 */
export class EveryCase {
  readonly #log: EventLog;
  readonly #file: SnapshotFile | undefined;
  readonly #cases = new Map<CaseId, CaseHistory>();
  /** By each name in URLs that a case has ever had: those cases, whoever may know of them. */
  readonly #bySlug = new Map<string, Set<CaseId>>();
  #upTo: Position | undefined;
  #reading: Promise<void> | undefined;

  /** How many events were read from the log since the snapshot on disk, and how many there are. */
  #unsaved = 0;
  #events = 0;
  #saving: Promise<void> | undefined;
  #beganWith: Vitals['everyCase']['beganWith'] = null;

  /** @param file where to keep what was read for the next start; nothing is kept where it is absent */
  constructor(log: EventLog, file?: SnapshotFile) {
    this.#log = log;
    this.#file = file;
  }

  /** Keeps what was read for the next start, where that saves it anything worth. */
  async close(): Promise<void> {
    await Promise.allSettled([this.#reading]);
    await this.#saving; // which the reading may have begun
    if (this.#isWorthSaving()) await this.#save();
  }

  get vitals(): Vitals['everyCase'] {
    return { cases: this.#cases.size, events: this.#events, beganWith: this.#beganWith };
  }

  async all(): Promise<ReadonlyMap<CaseId, CaseHistory>> {
    await this.#catchUp();
    return this.#cases;
  }

  /** The cases that have, or had, a name in URLs. */
  async withSlug(slug: string): Promise<readonly CaseHistory[]> {
    await this.#catchUp();
    return [...(this.#bySlug.get(slug) ?? [])].flatMap((caseId) => this.#cases.get(caseId) ?? []);
  }

  /** Waits for a reading under way, which may have begun too early, and then for one of its own if need be. */
  async #catchUp(): Promise<void> {
    await this.#reading;
    if ((await this.#log.head()) === this.#upTo) return;
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    await this.#reading;
  }

  async #read(): Promise<void> {
    if (this.#upTo === undefined) await this.#restore();
    const head = await this.#log.head();
    const fresh = new Map<CaseId, { readonly interned: Interned; readonly events: RecordedEvent[] }>();
    const after = this.#upTo;
    let last = head;
    for await (const event of this.#log.readAll({ types: typesOfEveryCase, ...(after && { after }) })) {
      const ofCase = fresh.get(event.caseId) ?? { interned: new Interned(), events: [] };
      fresh.set(event.caseId, ofCase);
      ofCase.events.push(unpacked(event.caseId, kept(event), ofCase.interned));
      if (last === undefined || event.position > last) last = event.position;
    }
    for (const [caseId, { events }] of fresh) this.#unsaved += this.#add(caseId, events);
    this.#upTo = last;
    this.#beganWith ??= 'log';
    if (this.#isWorthSaving()) this.#saving ??= this.#save().finally(() => (this.#saving = undefined));
  }

  /** Begins with the snapshot, where it is of this very log. */
  async #restore(): Promise<void> {
    const histories: [CaseId, RecordedEvent[]][] = [];
    let last: RecordedEvent | undefined;
    const isWhole = await this.#file?.read((caseId, events) => {
      const interned = new Interned();
      const history = events.map((event) => unpacked(caseId, event, interned));
      histories.push([caseId, history]);
      const newest = history.at(-1);
      if (newest && (!last || newest.position > last.position)) last = newest;
    });
    if (!isWhole || !last) return;
    const { id, position, recordedAt } = last as RecordedEvent; // assigned where the compiler does not look
    const inLog = await this.#log.find(id);
    if (inLog?.position !== position || inLog.recordedAt !== recordedAt) return;
    for (const [caseId, history] of histories) this.#add(caseId, history);
    this.#beganWith = 'snapshot';
    this.#upTo = position; // what came after it may have been another way when the snapshot was written
  }

  #isWorthSaving(): boolean {
    return this.#unsaved > Math.max(1_000, this.#events / 10);
  }

  async #save(): Promise<void> {
    if (!this.#file) return;
    this.#unsaved = 0;
    await this.#file.write(packed([...this.#cases]));
  }

  /** Returns how many of the events are kept. */
  #add(caseId: CaseId, events: readonly RecordedEvent[]): number {
    const known = this.#cases.get(caseId)?.events ?? [];
    const ids = new Set(known.map(({ id }) => id));
    const read = events.filter((event) => {
      // An amendment of an event that nothing here reads changes nothing here.
      if (amends(event) && !ids.has(event.data.target)) return false;
      ids.add(event.id);
      return true;
    });
    if (read.length === 0) return 0;
    this.#cases.set(caseId, new CaseHistory([...known, ...read]));
    for (const event of read) for (const slug of slugsIn(event)) this.#name(slug, caseId);
    this.#events += read.length;
    return read.length;
  }

  #name(slug: string, caseId: CaseId): void {
    const named = this.#bySlug.get(slug);
    if (named) named.add(caseId);
    else this.#bySlug.set(slug, new Set([caseId]));
  }
}

function* packed(
  cases: readonly (readonly [CaseId, CaseHistory])[],
): Generator<readonly [CaseId, readonly Kept[]], void> {
  for (const [caseId, { events }] of cases) yield [caseId, events.map(kept)];
}
