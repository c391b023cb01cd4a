// Records in a log, CASELINE_LOG, what comes with Caseline: England's 153 cases.
import { openCaseline } from '../../dist/caseline.js';
import { importBundled } from '../../dist/cli/import.js';

const caseline = openCaseline({ log: process.env.CASELINE_LOG });
const isRefused = await importBundled(caseline);
await caseline.close();
if (isRefused) throw new Error('some of what comes with Caseline was refused');
