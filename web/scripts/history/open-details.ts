/** What somebody has unfolded stays so while the page around it is made anew. */
export function keepOpen(page: Document, root: Element): void {
  const open = new Set<string>();
  root.addEventListener(
    'toggle',
    ({ target }) => {
      if (!(target instanceof HTMLDetailsElement) || target.id === '') return;
      if (target.open) open.add(target.id);
      else if (target.isConnected) open.delete(target.id);
    },
    { capture: true },
  );
  page.addEventListener('refreshed', () => {
    for (const id of open) {
      const found = page.getElementById(id);
      if (found instanceof HTMLDetailsElement) found.open = true;
    }
  });
}
