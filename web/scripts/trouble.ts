import { say } from './refresh.ts';

/** Says that what is shown is as it was before; or takes that back. */
export function trouble(form: HTMLFormElement, isThere: boolean): void {
  const told = form.querySelector<HTMLElement>('[data-trouble]');
  if (!told) return;
  told.hidden = !isThere;
  told.textContent = isThere ? (told.dataset.trouble ?? '') : '';
  if (isThere) say('');
}
