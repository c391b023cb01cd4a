import { certainlyBefore, whenOf } from './events-in-time.ts';
import { powerCited, powersOfDirection, sectionsCited } from './powers-of-direction.ts';
import { type Rule, rule } from './rule.ts';

const citation =
  'Education Act 1996, s. 497A(4), (4A) and (4B), applied to children’s social care by Children Act 2004, s. 50';

const known = powersOfDirection
  .map(({ act, section, subsections }) => {
    const listed = subsections.map((subsection) => `(${subsection})`).join(', ');
    return `${act}, s. ${section}${listed}`;
  })
  .join('; ');

export const directionRules: readonly Rule[] = [
  rule({
    id: 'direction-without-power',
    severity: 'impossible',
    says: 'A statutory direction cites a power of direction that exists.',
    citation,
    checks: ['StatutoryDirectionIssued'],
    check(event) {
      const { directionId, power } = event.data;
      const cited = sectionsCited(power);
      if (cited.length === 0 || cited.some(powerCited)) return undefined;
      return {
        message: `Direction ${directionId} (${whenOf(event)}) cites “${power}”, which gives no power to direct an authority. The powers known here are ${known}; cite the one that the direction names.`,
        facts: { directionId, power },
      };
    },
  }),
  rule({
    id: 'direction-power-not-named',
    severity: 'unusual',
    says: 'A statutory direction names the section that gives the power.',
    citation,
    checks: ['StatutoryDirectionIssued'],
    check(event) {
      const { directionId, power } = event.data;
      if (sectionsCited(power).length > 0) return undefined;
      return {
        message: `Direction ${directionId} (${whenOf(event)}) cites “${power}”, and no section can be read in that; where the source names one, write it such as “section 497A(4B) of the Education Act 1996”.`,
        facts: { directionId, power },
      };
    },
  }),
  rule({
    id: 'commissioner-without-direction',
    severity: 'unusual',
    says: 'A commissioner is appointed under a statutory direction, issued by then.',
    citation,
    checks: ['CommissionerAppointed'],
    restsOn: { case: ['StatutoryDirectionIssued'] },
    check(event, facts) {
      const directions = facts.ofType('StatutoryDirectionIssued');
      if (directions.some((direction) => !certainlyBefore(event, direction))) return undefined;
      const { name } = event.data;
      const [first] = directions;
      return {
        message: `A commissioner${name ? ` (${name})` : ''} was appointed (${whenOf(event)}), and no direction issued by then is known here${first ? `: the first is later (${whenOf(first)})` : ''}; the record may lack the direction.`,
        with: first ? [first] : [],
        facts: { ...(name && { name }), appointed: event.occurred.date, directions: directions.length },
      };
    },
  }),
  rule({
    id: 'commissioner-reported-before-appointment',
    severity: 'unusual',
    says: 'A commissioner reports after having been appointed.',
    citation,
    checks: ['CommissionerReported'],
    restsOn: { case: ['CommissionerAppointed'] },
    check(event, facts) {
      const appointments = facts.ofType('CommissionerAppointed');
      const [first] = appointments;
      if (!first || !appointments.every((appointment) => certainlyBefore(event, appointment)))
        return undefined;
      return {
        message: `A commissioner reported (${whenOf(event)}) before any known here was appointed (${whenOf(first)}); check both dates, and whether an earlier appointment is missing.`,
        with: appointments,
        facts: { reported: event.occurred.date, appointed: first.occurred.date },
      };
    },
  }),
];
