import { z } from 'zod';
import { endsBeforeItStarts, parseEdtf } from '../time/edtf.ts';
import { parseInstant } from '../time/london.ts';

/** Half a surrogate pair is no character: canonical JSON (RFC 8785) cannot carry it. */
const isWellFormed = (value: string): boolean => !/\p{Surrogate}/u.test(value);
const malformed = 'the text holds half of a surrogate pair, which is no character';

/** A name that recorders choose for a thing that several events speak of: an inspection, a visit, a notice. */
export const slug = z
  .string()
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    'an identifier is lower-case letters and digits joined by hyphens, such as 2018-ilacs',
  )
  .max(80)
  .meta({ example: '2018-ilacs' });

/** Words of the recorder's own, or of a source where a `verbatim` field says so. */
export const text = z.string().trim().min(1).max(2000).refine(isWellFormed, malformed);

/** A person's name as the source prints it. */
export const personName = z.string().trim().min(1).max(200).refine(isWellFormed, malformed);

/** An imprecise date in the EDTF subset (ISO 8601-2) that `parseEdtf` reads. Civil days are London's. */
export const edtf = z
  .string()
  .max(400)
  .superRefine((value, context) => {
    const parsed = parseEdtf(value);
    if (!parsed.ok) context.addIssue({ code: 'custom', message: parsed.problem });
  })
  .meta({
    id: 'ImpreciseDate',
    description:
      'A date as precise as the source has it, in EDTF (ISO 8601-2): 2018-10-24, 2018-10, 2018, 2018-10-XX, 2014-02/2014-03, {2022-12-05..2022-12-09,2023-02-14..2023-02-15}, with ? or ~ where the source doubts. London civil days.',
    example: '2018-10-24',
  });

/** A civil date, `2018-10-24`, or an RFC 3339 instant, `2018-10-29T09:30:00Z`; a date may be imprecise. */
export const dateOrInstant = z
  .string()
  .max(400)
  .superRefine((value, context) => {
    if (parseInstant(value) !== undefined) return;
    const parsed = parseEdtf(value);
    if (!parsed.ok) context.addIssue({ code: 'custom', message: parsed.problem });
    else if (endsBeforeItStarts(parsed.value))
      context.addIssue({ code: 'custom', message: 'it ends before it starts' });
  })
  .meta({
    description:
      'From when: a date in EDTF (an imprecise one counts from its last possible day, in London) or an RFC 3339 instant.',
    example: '2018-10-29',
  });

/** The name of an area for improvement, unique within its case. */
export const areaRef = slug;

/** Three digits for an authority; up to six, so that a body with a longer number of its own can be a case. */
export const laCode = z
  .string()
  .regex(/^\d{3,6}$/, 'a local authority code has three digits (DfE), such as 380')
  .meta({ example: '380' });
