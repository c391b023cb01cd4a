import { certainlyBefore, whenOf } from './events-in-time.ts';
import { type Rule, rule } from './rule.ts';

export const trustRules: readonly Rule[] = [
  rule({
    id: 'services-returned-never-live',
    severity: 'impossible',
    says: 'Only a trust that went live can return the services, and not before it did.',
    citation: 'Caseline: a plan never makes a trust live, and what was never handed over cannot come back',
    checks: ['ServicesReturned'],
    restsOn: { subject: ['TrustWentLive'] },
    check(event, facts) {
      const { trustId } = event.data;
      const live = facts.related(event, 'TrustWentLive');
      if (live.some((start) => !certainlyBefore(event, start))) return undefined;
      const returned = `The services of trust ${trustId} were returned (${whenOf(event)})`;
      return {
        message:
          live.length === 0
            ? `${returned}, and this case does not know that it ever went live; record that first, or correct the trust's identifier.`
            : `${returned} before it went live (${live.map(whenOf).join('; ')}); check both dates against their sources.`,
        with: live,
        facts: { trustId, returned: event.occurred.date, wentLive: live.map((start) => start.occurred.date) },
      };
    },
  }),
];
