import { z } from 'zod';
import { type Projection, sideBySide } from '../../replay/projection.ts';
import { certainty, edtfDate, eventId, grade } from '../answer-fields.ts';
import {
  embargoOf,
  type Judgement,
  type JudgementsState,
  judgementHandlers,
  noJudgements,
  publicationOf,
} from '../judgements.ts';
import { areaTravel, areaTravelSchema } from './area-travel.ts';
import { type Happening, happeningSchema, happenings } from './happenings.ts';
import { interventionLanes, type Lane, laneSchema } from './intervention-lanes.ts';
import { beforeFirstSpell, spellSchema, spellsOf } from './spells.ts';

export const journeyViewSchema = z
  .strictObject({
    spells: z
      .array(spellSchema)
      .meta({ description: 'One for each unbroken overall judgement, counted from publication.' }),
    before: z.array(happeningSchema).meta({ description: 'What happened before the first spell.' }),
    awaitingPublication: z
      .array(
        z.strictObject({
          inspectionId: z.string(),
          overall: grade.nullable(),
          issued: edtfDate,
          embargoUntil: edtfDate.nullable(),
          certainty,
          event: eventId,
        }),
      )
      .meta({
        description:
          'Judgements known to the viewer that no published one has followed yet: they count in no spell.',
      }),
    intervention: z.array(laneSchema).meta({ description: 'Intervention, to be laid beside the spells.' }),
    areas: z
      .array(areaTravelSchema)
      .meta({ description: 'Each judgement area from one inspection to the next.' }),
  })
  .meta({ id: 'Journey', description: 'The whole way of one authority, up to the day.' });

export type JourneyView = z.infer<typeof journeyViewSchema>;

interface State {
  judged: JudgementsState;
  happened: Happening[];
  lanes: Lane[];
}

const parts = sideBySide({
  judged: { initial: noJudgements, handlers: judgementHandlers },
  happened: happenings,
  lanes: interventionLanes,
});

/** The whole way: spells of one overall judgement, what happened in each, intervention laid beside. */
export const journey: Projection<State, JourneyView> = {
  name: 'journey',
  version: 1,
  ...parts,
  schema: journeyViewSchema,
  view: ({ certain, possible: { judged, happened, lanes } }, { validAt }) => {
    const spells = spellsOf(certain.judged, happened, validAt);
    const isPublished = (judgement: Judgement): boolean => publicationOf(certain.judged, judgement) !== null;
    const awaiting = judged.judgements.slice(1 + judged.judgements.findLastIndex(isPublished));
    return {
      spells,
      before: beforeFirstSpell(spells, happened),
      awaitingPublication: awaiting.map((judgement) => ({
        inspectionId: judgement.data.inspectionId,
        overall: judgement.data.overall,
        issued: judgement.issued,
        embargoUntil: embargoOf(judged, judgement, validAt),
        certainty: judgement.begun,
        event: judgement.event,
      })),
      intervention: lanes,
      areas: areaTravel(certain.judged),
    };
  },
};
