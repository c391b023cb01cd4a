import { z } from 'zod';
import { areaIds, frameworkIds, grades } from '../domain/frameworks/frameworks.ts';

/** Fields that several views share, with the meaning that their readers are told. */

export const edtfDate = z.string().meta({
  description: 'A date as precise as its source: EDTF (ISO 8601-2), London civil days.',
  example: '2018-10-24',
});

export const day = z.iso.date().meta({ description: 'A London civil day.', example: '2018-10-29' });

export const certainty = z.enum(['certain', 'possible']).meta({
  description: "'possible' where the dates allow that it had not happened by `validAt`.",
});

export const eventId = z.uuid().meta({ description: 'The event that says so.' });

export const grade = z
  .enum(grades)
  .meta({ id: 'Grade', description: 'A grade as printed; scales differ by framework.' });

export const framework = z
  .enum(frameworkIds)
  .meta({ id: 'Framework', description: 'The inspection framework.' });

export const area = z
  .enum(areaIds)
  .meta({ id: 'JudgementArea', description: 'A judgement area of its framework.' });
