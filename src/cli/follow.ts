import { once } from 'node:events';
import { type Command, InvalidArgumentError } from 'commander';
import { from, takeUntil } from 'rxjs';
import { eventJson } from '../caseline.ts';
import { type EventTypeName, eventTypeNames, isEventTypeName } from '../domain/events/catalogue.ts';
import type { Party } from '../domain/parties.ts';
import { viewerOption } from './question-options.ts';
import { withCaseline } from './with-caseline.ts';

interface FollowOptions {
  readonly as: Party;
  readonly after?: string;
  readonly region?: string;
  readonly type?: readonly EventTypeName[];
}

export function addFollow(program: Command): void {
  program
    .command('follow [authorities...]')
    .description(
      'each event as the viewer comes to know it, one JSON object a line, until it is stopped (Ctrl-C)',
    )
    .option(
      '--after <id>',
      "the last event that you have, or 'start' for all there are; else only what comes",
    )
    .option('--region <name>', 'only authorities of this region')
    .option('--type <types...>', 'only events of these types', types)
    .addOption(viewerOption())
    .action((authorities: readonly string[], { as, after, region, type }: FollowOptions) =>
      withCaseline(async (caseline) => {
        const asked = { viewer: as, after, region, types: type };
        const events = caseline.observeEvents(authorities.length > 0 ? { ...asked, authorities } : asked);
        const stopped = from(Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]));
        const awake = setInterval(() => {}, 60_000); // who waits for events keeps no process alive by that alone
        try {
          await events.pipe(takeUntil(stopped)).forEach((one) => {
            if (!('caughtUp' in one)) process.stdout.write(`${JSON.stringify(eventJson(one))}\n`);
          });
        } finally {
          clearInterval(awake);
        }
      }),
    );
}

function types(value: string, before: readonly EventTypeName[] = []): readonly EventTypeName[] {
  if (isEventTypeName(value)) return [...before, value];
  throw new InvalidArgumentError(`no event has this type; there are ${eventTypeNames.join(', ')}.`);
}
