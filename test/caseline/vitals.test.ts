import { firstValueFrom } from 'rxjs';
import { filter } from 'rxjs/operators';
import { Caseline } from '../../src/caseline.ts';
import type { EventLog } from '../../src/log/event-log.ts';
import { measuredLog } from '../../src/log/measured-log.ts';
import { openMemoryLog } from '../../src/log/memory/memory-log.ts';
import { anEvent } from '../support/events.ts';

/** A log that tells nobody of what is new until it is let go. */
function heldBack(log: EventLog): EventLog & { readonly letGo: () => void } {
  let letGo = (): void => {};
  const free = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return {
    ...measuredLog(log, { appended: () => {}, failed: () => {} }),
    async *subscribe(options) {
      await free;
      yield* log.subscribe(options);
    },
    letGo: () => letGo(),
  };
}

describe('how far those who follow the log are behind', () => {
  it('is for how long what they have not been given has been there', async () => {
    let now = Date.parse('2026-06-01T09:00:00Z');
    const log = heldBack(openMemoryLog({ now: () => now }));
    const caseline = new Caseline(log, () => now);
    await log.append('authority-380', 'none', [anEvent('AuthorityRegistered')]);
    expect(await caseline.liveLag()).toBeUndefined();

    const events = caseline.observeEvents({ viewer: 'auditor' });
    await firstValueFrom(events.pipe(filter((one) => 'caughtUp' in one)));
    expect(await caseline.liveLag()).toBe(0);

    const late = anEvent('ReportPublished');
    await log.append('authority-380', 0, [late]);
    now += 4_000;
    await log.append('authority-380', 1, [anEvent('FeedbackRequested')]);
    now += 1_000;
    expect(await caseline.liveLag()).toBe(5_000);

    log.letGo();
    await firstValueFrom(caseline.observeEvents({ viewer: 'auditor', after: late.id }));
    expect(await caseline.liveLag()).toBe(0);
    await caseline.close();
  });
});

describe('what is kept in memory', () => {
  it('is counted, and whether what was asked for was there', async () => {
    const log = openMemoryLog({ now: Date.now });
    const caseline = new Caseline(log, Date.now);
    await log.append('authority-380', 'none', [anEvent('AuthorityRegistered')]);
    expect(caseline.vitals()).toEqual({
      answers: 0,
      histories: { cases: 0, events: 0, found: 0, missed: 0 },
      everyCase: { cases: 0, events: 0, beganWith: null },
    });
    for (const viewer of ['public', 'auditor'] as const) await caseline.codeOf('380', viewer);
    expect(caseline.vitals().histories).toEqual({ cases: 1, events: 1, found: 1, missed: 1 });
    await caseline.authorities('public');
    expect(caseline.vitals().everyCase).toEqual({ cases: 1, events: 1, beganWith: 'log' });
    await caseline.close();
  });
});
