import { say } from './refresh.ts';

/** A button beside each field that is there to be copied, where the browser lets pages copy. */
export function copyable(): void {
  // Browsers let only pages from a safe place do it: without HTTPS there is no clipboard.
  if (!navigator.clipboard) return;
  for (const field of document.querySelectorAll<HTMLInputElement>('input[data-copy]')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'govuk-button govuk-button--secondary cl-copy__button';
    const what = document.createElement('span');
    what.className = 'govuk-visually-hidden';
    what.textContent = `: ${field.labels?.[0]?.textContent ?? ''}`;
    button.append('Copy', what);
    button.addEventListener('click', () => {
      void navigator.clipboard.writeText(field.value).then(
        () => {
          button.replaceChildren('Copied', what);
          say('Copied');
        },
        () => field.select(), // not allowed: it can still be copied by hand
      );
    });
    field.after(button);
  }
}
