import { z } from 'zod';
import { CaselineError } from '../caseline.ts';

const broken = z.array(z.object({ rule: z.string(), citation: z.string() }));

/** Says on standard error what was wrong, and which rules were broken. */
export function printError(error: CaselineError): void {
  console.error(`caseline: ${error.message} [${error.code}]`);
  const findings = broken.safeParse(error.facts.findings);
  for (const { rule, citation } of findings.success ? findings.data : [])
    console.error(`  ${rule}: ${citation}`);
}

/** What is wrong with a log, said with its name; any other error as it is. @param name without a password */
export const ofLog = (name: string, error: unknown): unknown =>
  error instanceof CaselineError && error.code.startsWith('log-')
    ? new CaselineError(error.code, `${name}: ${error.message}`, error.facts)
    : error;
