import type { Command } from 'commander';
import { eventJson } from '../caseline.ts';
import type { Party } from '../domain/parties.ts';
import { viewerOption } from './question-options.ts';
import { print, withCaseline } from './with-caseline.ts';

export function addExport(program: Command): void {
  program
    .command('export')
    .description(
      'every event that the viewer may see now, in log order, one JSON object a line (--as auditor: all of them)',
    )
    .addOption(viewerOption())
    .action((options: { readonly as: Party }) =>
      withCaseline(async (caseline) => {
        for await (const event of caseline.everything(options.as))
          await print(JSON.stringify(eventJson(event)));
      }),
    );
}
