/**
 * A process of its own, so that its end can be seen: node scenario-child.ts closing|errors [<scenario>...]. It writes
 * a line for each scenario that came to its end, and ends by itself where nothing is left behind.
 */
import { closingScenarios } from './closing-scenarios.ts';
import { errorScenarios } from './error-scenarios.ts';

const [kind, ...names] = process.argv.slice(2);
const scenarios = kind === 'closing' ? closingScenarios : errorScenarios;
for (const [name, happen] of Object.entries(scenarios)) {
  if (names.length > 0 && !names.includes(name)) continue;
  await happen();
  process.stdout.write(`${name}\n`);
}
