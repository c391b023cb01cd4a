import { z } from 'zod';
import type { CaselineError } from '../caseline.ts';

const broken = z.array(z.object({ rule: z.string(), citation: z.string() }));

/** Says on standard error what was wrong, and which rules were broken. */
export function printError(error: CaselineError): void {
  console.error(`caseline: ${error.message} [${error.code}]`);
  const findings = broken.safeParse(error.facts.findings);
  for (const { rule, citation } of findings.success ? findings.data : [])
    console.error(`  ${rule}: ${citation}`);
}
