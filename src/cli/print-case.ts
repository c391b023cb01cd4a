import { inEnglish } from '../domain/time/edtf-in-english.ts';
import type { CaseView } from '../projections/case/case.ts';
import { statusInEnglish } from '../projections/deadlines/in-english.ts';
import { columns, gradeWords, possibly, words } from './words.ts';

/** The state of a case as lines that a person reads. */
export function printCase(view: CaseView): string[] {
  if (!view.authority) return ['The authority was not registered on that day.'];
  return [
    `${view.authority.name} (${view.authority.la}), ${words(view.authority.kind)}, ${view.authority.region}`,
    '',
    ...printJudgement(view),
    ...printInspection(view),
    ...printIntervention(view),
    ...printDelivery(view),
    ...printPeople(view),
    ...printDeadlines(view),
  ];
}

function printJudgement({ judgement: { current, possiblySuperseded } }: CaseView): string[] {
  if (!current && !possiblySuperseded) return ['Judgement      none known'];
  const lines = [];
  if (current) {
    const { published, underEmbargoUntil } = current;
    const publicity =
      published !== null
        ? `published ${inEnglish(published)}`
        : underEmbargoUntil !== null
          ? `not published: under embargo until ${inEnglish(underEmbargoUntil)}`
          : 'no publication known';
    lines.push(
      `Judgement      ${gradeWords(current.overall)}${current.overall === null ? ',' : ' since'} ${inEnglish(current.since)} (${words(current.framework)})`,
      `               issued ${inEnglish(current.issued)}; ${publicity}`,
      ...columns(
        current.areas.map((area) => [
          `               ${area.name}`,
          gradeWords(area.grade),
          `since ${inEnglish(area.since)}`,
        ]),
      ),
    );
    if (current.limiting) lines.push(`               limited by: ${words(current.limiting.area)}`);
  }
  if (possiblySuperseded)
    lines.push(
      `               possibly already ${gradeWords(possiblySuperseded.overall)}, issued ${inEnglish(possiblySuperseded.issued)}`,
    );
  return lines;
}

function printInspection({ inspection }: CaseView): string[] {
  if (!inspection) return [];
  const { phase, possiblePhase, notified, onSite, shared, embargoUntil, published } = inspection;
  const parts = onSite.map(({ from, to, precise }) => {
    if (!precise) return `some days from ${inEnglish(from)} on`;
    return to ? `${inEnglish(from)} to ${inEnglish(to)}` : `since ${inEnglish(from)}`;
  });
  const days = [
    notified && `notified ${inEnglish(notified)}`,
    parts.length > 0 && `on site ${parts.join(' and ')}`,
    shared && `shared ${inEnglish(shared)}`,
    embargoUntil && `embargo until ${inEnglish(embargoUntil)}`,
    published && `published ${inEnglish(published)}`,
  ].filter((part) => typeof part === 'string');
  const stage = [phase && words(phase), possiblePhase && `possibly ${words(possiblePhase)}`]
    .filter(Boolean)
    .join(', ');
  return [`Inspection     ${inspection.inspectionId}: ${stage}`, `               ${days.join('; ')}`];
}

function printIntervention({
  intervention: { level, certainty, notices, commissioners, directions },
}: CaseView): string[] {
  return [
    `Intervention   ${possibly(certainty)}${words(level)}`,
    ...notices.flatMap((notice) =>
      (['proposed', 'drafted', 'issued', 'lifted'] as const).flatMap((stage) => {
        const step = notice[stage];
        return step
          ? [`               notice ${possibly(step.certainty)}${stage} ${inEnglish(step.date)}`]
          : [];
      }),
    ),
    ...commissioners.map(
      (one) =>
        `               commissioner ${one.name ?? '(not named)'} ${possibly(one.certainty)}appointed ${inEnglish(one.date)}`,
    ),
    ...directions.map(
      (one) =>
        `               direction ${possibly(one.certainty)}issued ${inEnglish(one.date)} under ${one.power}`,
    ),
  ];
}

function printDelivery({ delivery }: CaseView): string[] {
  const { by, name, since, possibly: other, planned } = delivery;
  return [
    `Delivered by   ${name ?? `the ${by}`}${since ? ` since ${inEnglish(since)}` : ''}`,
    ...(other
      ? [`               possibly already ${other.name ?? other.by}, ${inEnglish(other.since ?? '')}`]
      : []),
    ...planned.map((plan) => `               planned: ${plan.name ?? 'a trust'} in ${inEnglish(plan.for)}`),
  ];
}

function printPeople({ officeHolders }: CaseView): string[] {
  if (officeHolders.length === 0) return [];
  const rows = officeHolders.map((one) => [
    `               ${one.title ?? words(one.office)}`,
    `${one.name ?? '(not named)'}${one.interim ? ', interim' : ''}`,
    `${possibly(one.certainty)}last named ${inEnglish(one.namedOn)}`,
  ]);
  return ['Office holders', ...columns(rows)];
}

function printDeadlines({ openDeadlines }: CaseView): string[] {
  if (openDeadlines.length === 0) return ['Deadlines      none open'];
  const rows = openDeadlines.map((one) => [
    `               ${one.title}`,
    `due ${inEnglish(one.due)}`,
    statusInEnglish(one),
  ]);
  return ['Deadlines', ...columns(rows)];
}
