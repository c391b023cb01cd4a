/** Opens the schema that an address leads to: browsers open what is around a place, and not the place itself. */
export function docs(): void {
  const open = (): void => {
    const place = document.getElementById(location.hash.slice(1));
    if (place instanceof HTMLDetailsElement) place.open = true;
  };
  open();
  addEventListener('hashchange', open);
}
