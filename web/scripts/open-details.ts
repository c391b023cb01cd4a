/** What somebody has unfolded stays so while the page around it is made anew. */
export function keepOpen(): void {
  const open = new Set<string>();
  document.addEventListener(
    'toggle',
    ({ target }) => {
      if (!(target instanceof HTMLDetailsElement) || target.id === '') return;
      if (target.open) open.add(target.id);
      else if (target.isConnected) open.delete(target.id);
    },
    { capture: true },
  );
  document.addEventListener('refreshed', () => {
    for (const id of open) {
      const found = document.getElementById(id);
      if (found instanceof HTMLDetailsElement) found.open = true;
    }
  });
}
