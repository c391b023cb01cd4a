import { z } from 'zod';
import type { Fact } from '../../replay/fact.ts';
import type { Handlers } from '../../replay/projection.ts';
import { certainty, edtfDate } from '../answer-fields.ts';

export const laneSchema = z.strictObject({
  kind: z.enum(['notice', 'direction', 'commissioner', 'trust']),
  id: z.string(),
  label: z.string(),
  from: edtfDate,
  to: edtfDate.nullable().meta({ description: 'Null while it lasts, or where no end is recorded.' }),
  inForce: z.boolean().meta({ description: 'False for a notice that was only proposed or drafted.' }),
  certainty,
});

export type Lane = z.infer<typeof laneSchema>;

/** Intervention as stretches of time, to be laid beside the spells. */
export const interventionLanes = {
  initial: (): Lane[] => [],
  handlers: {
    ImprovementNoticeProposed: (lanes, fact) => notice(lanes, fact.event.data.noticeId, fact),
    ImprovementNoticeDrafted: (lanes, fact) => notice(lanes, fact.event.data.noticeId, fact),
    ImprovementNoticeIssued: (lanes, fact) => {
      const id = fact.event.data.noticeId;
      const drafted = lanes.findIndex((lane) => lane.kind === 'notice' && lane.id === id);
      if (drafted >= 0) lanes.splice(drafted, 1);
      lanes.push({ ...begin('notice', id, 'Improvement notice', fact), inForce: true });
    },
    ImprovementNoticeLifted: (lanes, fact) => end(lanes, 'notice', fact.event.data.noticeId, fact),
    StatutoryDirectionIssued: (lanes, fact) => {
      const { directionId, power } = fact.event.data;
      lanes.push({ ...begin('direction', directionId, `Direction under ${power}`, fact), inForce: true });
    },
    CommissionerAppointed: (lanes, fact) => {
      const { name } = fact.event.data;
      lanes.push({ ...begin('commissioner', fact.event.id, name ?? 'Commissioner', fact), inForce: true });
    },
    TrustWentLive: (lanes, fact) => {
      const { trustId, name } = fact.event.data;
      lanes.push({ ...begin('trust', trustId, name, fact), inForce: true });
    },
    ServicesReturned: (lanes, fact) => end(lanes, 'trust', fact.event.data.trustId, fact),
  } satisfies Handlers<Lane[]>,
};

const begin = (
  kind: Lane['kind'],
  id: string,
  label: string,
  { event, begun }: Fact,
): Omit<Lane, 'inForce'> => ({
  kind,
  id,
  label,
  from: event.occurred.date,
  to: null,
  certainty: begun,
});

function notice(lanes: Lane[], id: string, fact: Fact): void {
  if (lanes.some((lane) => lane.kind === 'notice' && lane.id === id)) return;
  lanes.push({ ...begin('notice', id, 'Improvement notice, not in force', fact), inForce: false });
}

function end(lanes: Lane[], kind: Lane['kind'], id: string, { event, begun }: Fact): void {
  if (begun !== 'certain') return; // it may still be on
  const lane = lanes.find((one) => one.kind === kind && one.id === id && one.to === null);
  if (lane) lane.to = event.occurred.date;
}
