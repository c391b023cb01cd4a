import type { Command } from 'commander';
import { type Config, readConfig } from '../api/config.ts';
import { demoTokens } from '../api/demo-tokens.ts';
import { ensureDemoKeys } from '../api/keys.ts';
import { redacted } from '../caseline.ts';
import { importBundled } from './import.ts';
import { printLines, withCaseline } from './with-caseline.ts';

export function addServe(program: Command): void {
  program
    .command('serve')
    .description('serve the page and the HTTP API; settings come from the environment (see the README)')
    .option('--demo', 'first load the bundled histories, make a signing key and print tokens, for trying out')
    .action(async (options: { readonly demo?: true }) => {
      const config = readConfig(process.env);
      if (options.demo) await prepareDemo(config);
      // No other command needs them, and they take longer to load than most commands to answer.
      const [{ startServer }, { openPages }] = await Promise.all([
        import('../api/server.ts'),
        import('../page/pages.ts'),
      ]);
      const { url } = await startServer(config, { pages: openPages() });
      if (options.demo) await printLines(await demoHelp(config, url));
    });
}

async function prepareDemo(config: Config): Promise<void> {
  await printLines([`caseline: loading what comes with it into ${redacted(config.log)}`]);
  await withCaseline((caseline) => importBundled(caseline));
  if (await ensureDemoKeys(config.keysFile))
    await printLines([`caseline: made a signing key in ${config.keysFile}, readable by you alone`]);
}

async function demoHelp(config: Config, url: string): Promise<string[]> {
  const tokens = await demoTokens(config);
  return [
    '',
    'Tokens for trying out, valid for 30 days. Whoever has one may look, and record, as its party:',
    '',
    ...tokens.flatMap(({ who, party, record, token }) => [
      `# ${who} (${party})${record === '*' ? ', may record everywhere' : record.length > 0 ? `, may record for ${record.join(', ')}` : ''}`,
      token,
      '',
    ]),
    `Look at it:         ${url}/`,
    `Ask as the public:  curl '${url}/v1/authorities/bradford/case?asOf=2018-10-26'`,
    `Ask as the council: curl -H 'Authorization: Bearer TOKEN' '${url}/v1/authorities/bradford/case?asOf=2018-10-26'`,
    `What there is:      ${url}/openapi.json`,
    '',
  ];
}
