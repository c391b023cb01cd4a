import type { Command } from 'commander';
import { readConfig } from '../api/config.ts';
import { demoTokens } from '../api/demo-tokens.ts';
import { print } from './with-caseline.ts';

export function addToken(program: Command): void {
  program
    .command('token <party>')
    .description(
      'print a token for trying out, signed with the key that `serve --demo` made: council:380, ofsted, …',
    )
    .action(async (party: string) => {
      const tokens = await demoTokens(readConfig(process.env));
      const found = tokens.find((one) => one.party === party);
      if (!found)
        program.error(
          `there are tokens for ${tokens.map((one) => one.party).join(', ')}; not for '${party}'`,
        );
      await print(found.token);
    });
}
