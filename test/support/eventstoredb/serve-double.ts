import { startDouble } from './double.ts';

// node --import ./test/support/run-typescript.mjs test/support/eventstoredb/serve-double.ts 2113
const double = await startDouble({ port: Number(process.argv[2] ?? 0) });
console.log(double.connectionString());
process.once('SIGINT', () => double.close());
process.once('SIGTERM', () => double.close());
