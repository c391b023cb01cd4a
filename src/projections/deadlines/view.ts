import { z } from 'zod';
import { sourceSchema } from '../../domain/events/envelope.ts';
import { certainty, day, edtfDate, eventId } from '../answer-fields.ts';

export const obligations = [
  'statement_of_action',
  'report_publication',
  'representations',
  'feedback',
  'plan_delivery',
  'progress_review',
] as const;

const due = edtfDate.meta({
  description:
    'The day due, in EDTF. As a source states it, to its last day: 2020-04 is by the end of April. As computed from an imprecise start, an interval: nobody can tell on which of its days the period ran out.',
  example: '2019-02-04',
});

const stated = z
  .strictObject({
    due,
    event: eventId,
    source: sourceSchema.nullable().meta({ description: 'Null: unsourced.' }),
  })
  .meta({ id: 'StatedDeadline', description: 'The day that a source states.' });

const computed = z
  .strictObject({
    due,
    rule: z.enum(['statement-of-action', 'authority-publishes-report', 'reviews-at-least-every']).meta({
      description: 'The rule by which it was computed.',
    }),
    citation: z.string().meta({ description: 'The law, or the terms, that set the period.' }),
    workingDays: z.int().nullable().meta({
      description:
        'The period in working days of England, the first day being day 0; null for one in months.',
    }),
    months: z.int().nullable().meta({ description: 'The period in months; null for one in working days.' }),
    from: edtfDate.meta({ description: 'When the period began, EDTF.', example: '2018-10-24' }),
    event: eventId.meta({ description: 'The event that began the period.' }),
  })
  .meta({ id: 'ComputedDeadline', description: 'The day that a rule gives.' });

const basis = z
  .strictObject({
    stated: stated.nullable(),
    computed: computed.nullable(),
    agree: z.boolean().nullable().meta({
      description:
        'Whether both name the same day. Null where one is missing, or too imprecise for anybody to tell.',
    }),
  })
  .meta({
    id: 'DeadlineBasis',
    description: 'What the deadline rests on. Where there are both, the stated one governs.',
  });

export const deadlineStatuses = [
  'due',
  'met',
  'late',
  'overdue',
  'not_recorded',
  'passed',
  'lapsed',
] as const;
export type DeadlineStatus = (typeof deadlineStatuses)[number];

const status = z.enum(deadlineStatuses).meta({
  id: 'DeadlineStatus',
  description:
    "On `validAt`. 'due': not met, and the day is not over; 'met'; 'late': met after the day; 'overdue': a duty in force whose day is over, with nothing in this record that meets it, which does not say that nothing was done; 'not_recorded': the same where this record holds the report alone, and neither its receipt nor a stated day, so that its silence says nothing; 'passed': the same of an invitation, an aim or a draft's terms, which bind nobody; 'lapsed': unmet when what it rested on ended (a notice lifted, an authority succeeded).",
});

export const deadlineSchema = z
  .strictObject({
    id: z.string().meta({
      description: 'The same on every day and for every viewer.',
      example: '2018-ilacs/statement-of-action',
    }),
    obligation: z.enum(obligations),
    title: z.string().meta({ description: 'The obligation in English.', example: 'Statement of action' }),
    subject: z
      .string()
      .meta({ description: 'The inspection or notice that it belongs to.', example: '2018-ilacs' }),
    owedBy: z.enum(['authority', 'department']).meta({ description: 'Who is to act, or is invited to.' }),
    owedTo: z.string().meta({ description: 'To whom, in English.', example: 'Ofsted' }),
    kind: z.enum(['duty', 'aim', 'invitation']).meta({
      description:
        'An invitation may be left unanswered; an aim is what a notice asks to work towards by then.',
    }),
    standing: z.enum(['in_force', 'proposed']).meta({
      description: "'proposed': the term of a draft notice, which binds nobody until the notice is issued.",
    }),
    recurs: z
      .strictObject({ everyMonths: z.int().positive() })
      .nullable()
      .meta({ description: 'Where the same is owed again and again; the row is the next one.' }),
    due,
    dueLatest: day.meta({ description: 'The last day on which it can still be due.', example: '2019-02-04' }),
    basis,
    status,
    statusCertainty: z.enum(['certain', 'possible']).meta({
      description: "'certain' where every reading of the dates gives this status.",
    }),
    metOn: edtfDate.nullable().meta({
      description:
        'When it was met, EDTF; null where nothing meets it. Beside the status `due`: it may have been met by now.',
    }),
    daysLeft: z.int().meta({
      description: 'London calendar days from `validAt` to `dueLatest`: 0 on the day, negative after it.',
    }),
    certainty: certainty.meta({
      description: "'possible' where what it rests on may not have happened by `validAt`.",
    }),
    events: z.array(z.uuid()).meta({
      description: 'What the row rests on: what set the deadline, then what met or ended it.',
    }),
  })
  .meta({ id: 'Deadline' });

export const deadlinesSchema = z
  .strictObject({
    deadlines: z.array(deadlineSchema).meta({ description: 'Ordered by `dueLatest`, then by `id`.' }),
  })
  .meta({ id: 'Deadlines', description: 'Every obligation of a case and how it stands.' });

export type Deadline = z.infer<typeof deadlineSchema>;
export type DeadlineBasis = z.infer<typeof basis>;
export type DeadlinesView = z.infer<typeof deadlinesSchema>;
