import { bundledCaptured, bundledEstablishments, bundledTables } from '../../src/ingest/bundled-tables.ts';
import { readBundledHistories } from '../../src/ingest/history.ts';
import type { KnownCase } from '../../src/ingest/stated.ts';
import { readTable } from '../../src/ingest/tables/read-table.ts';
import type {
  Establishment,
  KnownAuthority,
  RowProblem,
  TableRow,
} from '../../src/ingest/tables/table-row.ts';
import { knowing, knownCase, validEvent } from './known-case.ts';
import { types } from './tables.ts';

const known = new Map<string, KnownCase>();
const found: { readonly row: TableRow; readonly types: readonly string[] }[] = [];
const problems: RowProblem[] = [];

/** Reads the tables of authorities and of inspections over what is known by then. */
async function deliver(captured: string): Promise<void> {
  const authorities = new Map<string, KnownAuthority>();
  const established = new Map<string, Establishment>();
  const context = {
    captured,
    authorityOf: (urn: string) => authorities.get(urn),
    established: (la: string) => established.get(la),
    establish: (la: string, establishment: Establishment) => established.set(la, establishment),
  };
  for (const { name, open } of [bundledEstablishments, ...bundledTables.slice(0, 2)])
    for await (const row of readTable(open(), name, context)) {
      if ('rule' in row) {
        problems.push(row);
        continue;
      }
      if (row.registers) authorities.set(row.registers.urn, row.registers);
      const before = known.get(row.caseId) ?? knownCase(row.caseId);
      const events = row.decide(before);
      found.push({ row, types: types(events) });
      known.set(row.caseId, knowing(before, events));
    }
}

describe('the bundled tables of authorities and inspections', () => {
  beforeAll(async () => {
    for (const { caseId, events } of await readBundledHistories())
      known.set(
        caseId,
        knownCase(
          caseId,
          events.map((event) => validEvent(caseId, event)),
        ),
      );
    await deliver(bundledCaptured);
  });

  it('are read without a problem, and bring valid events only', () => {
    expect(problems).toEqual([]);
    expect(found.filter(({ row }) => row.file === 'authorities.csv')).toHaveLength(153);
    expect(found.filter(({ row }) => row.file === 'inspections.csv')).toHaveLength(374);
  });

  it('add nothing to Bradford, and something to every other authority', () => {
    for (const { row, types } of found)
      expect([row.caseId, types.length === 0]).toEqual([row.caseId, row.caseId === 'authority-380']);
  });

  it('hold what the reports hold: so many inspections, judgements, and days of publication in doubt', () => {
    const brought = found.flatMap(({ types }) => types);
    const count = (type: string) => brought.filter((other) => other === type).length;
    // 374 files: 4 cannot be read, 3 are Bradford's.
    expect(count('InspectionCarriedOut')).toBe(367);
    expect(count('JudgementsIssued')).toBe(367);
    expect(count('ClaimMade')).toBe(4 + 2 * 6);
  });

  it('add nothing when they are delivered again', async () => {
    found.length = 0;
    await deliver('2027-01-15');
    expect(problems).toEqual([]);
    expect(found.flatMap(({ types }) => types)).toEqual([]);
  });
});
