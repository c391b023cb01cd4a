import { dayOf, inWords, written } from '../days.ts';
import type { Days } from './lines.ts';

export const clocks = ['validAt', 'knownAt'] as const;
export type Clock = (typeof clocks)[number];

/** The form that asks for other days. */
export interface Controls {
  readonly form: HTMLFormElement;
  /** As the page that was shown last has it. */
  readonly today: () => number;
  readonly together: HTMLInputElement;
  readonly fields: Readonly<Record<Clock, HTMLInputElement>>;
  readonly sliders: Readonly<Record<Clock, HTMLInputElement>>;
}

/** The controls of a page; undefined where it has none. */
export function controlsOf(page: Document): Controls | undefined {
  const form = page.querySelector<HTMLFormElement>('form[data-when]');
  const input = (id: string) => form?.querySelector<HTMLInputElement>(`#${id}`);
  const [validAt, knownAt] = [input('validAt'), input('knownAt')];
  const [happened, known] = [input('validAt-slider'), input('knownAt-slider')];
  const together = input('together');
  if (!form || !validAt || !knownAt || !happened || !known || !together) return undefined;
  return {
    form,
    today: () => Number(form.dataset.today),
    together,
    fields: { validAt, knownAt },
    sliders: { validAt: happened, knownAt: known },
  };
}

/** A slider begins where its first day ends, as in the picture. */
function setSpan(slider: HTMLInputElement, { min, max }: HTMLInputElement): void {
  slider.min = min;
  slider.max = max;
  slider.style.setProperty('--day', String(1 / (Number(max) + 1 - Number(min))));
}

/** Shows what needs a script, and hides what needs none. */
export function takeOver({ form, sliders }: Controls): void {
  for (const clock of clocks) {
    setSpan(sliders[clock], sliders[clock]);
    sliders[clock].hidden = false;
  }
  for (const one of form.querySelectorAll<HTMLElement>('[data-together], [data-without-script]'))
    one.hidden = one.dataset.together === undefined;
}

export const daysIn = ({ fields }: Controls): Days => ({
  validAt: dayOf(fields.validAt.value),
  knownAt: dayOf(fields.knownAt.value),
});

/** Lets fields and sliders say the days. */
export function tell({ form, fields, sliders }: Controls, days: Readonly<Days>): void {
  for (const clock of clocks) {
    const day = days[clock];
    const date = written(day);
    // Whoever is writing in a field is left alone.
    if (fields[clock].value !== date) fields[clock].value = date;
    sliders[clock].value = String(day);
    sliders[clock].setAttribute('aria-valuetext', inWords(day));
    const words = form.querySelector(`[data-words="${clock}"]`);
    if (words) words.textContent = inWords(day);
  }
}

/** The address that the controls ask for. What could be known by today is all that there is, also tomorrow. */
export function addressOf(
  { form, together, today }: Controls,
  { validAt, knownAt }: Readonly<Days>,
  window: string | null,
): string {
  const asked = new URLSearchParams();
  const now = today();
  if (together.checked && validAt === knownAt && knownAt !== now) asked.set('asOf', written(validAt));
  else {
    if (validAt !== now) asked.set('validAt', written(validAt));
    if (knownAt !== now) asked.set('knownAt', written(knownAt));
  }
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string' && name !== 'validAt' && name !== 'knownAt' && name !== 'window')
      if (name !== 'certainty' || value !== 'possible') asked.set(name, value);
  if (window !== null) asked.set('window', window);
  const query = asked.toString().replaceAll('%2F', '/').replaceAll('%3A', ':');
  return query === '' ? form.action : `${form.action}?${query}`;
}

/** Makes the controls those of another page of the same authority. */
export function takeFrom(page: Document, controls: Controls): void {
  const { form, together, fields, sliders } = controls;
  const other = controlsOf(page);
  if (!other) return;
  form.dataset.today = other.form.dataset.today;
  together.checked = other.together.checked;
  for (const clock of clocks) {
    fields[clock].max = other.fields[clock].max;
    setSpan(sliders[clock], other.sliders[clock]);
  }
  const certainty = (of: HTMLFormElement) => of.querySelector('select');
  const [select, chosen] = [certainty(form), certainty(other.form)];
  if (select && chosen) select.value = chosen.value;
  for (const kept of form.querySelectorAll('input[type="hidden"]')) kept.remove();
  form.prepend(...other.form.querySelectorAll('input[type="hidden"]'));
  tell(controls, daysIn(other));
}
