const longest = 80;

/**
 * A name as an identifier: lower-case letters and digits joined by hyphens, without apostrophes, dots and
 * accents, 80 characters at most. '' where nothing of it is left.
 *
 * @example slugOf('St. Helens') // 'st-helens'
 */
export function slugOf(name: string): string {
  const slug = name
    .normalize('NFD')
    .replaceAll(/[\p{Mn}'’.]/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  if (slug.length <= longest) return slug;
  const cut = slug.slice(0, longest + 1);
  return cut.slice(0, cut.lastIndexOf('-') > 0 ? cut.lastIndexOf('-') : longest);
}
