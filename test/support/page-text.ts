/** What a page says between its header and its footer, as somebody reads it. */
export const mainText = (html: string): string => inWords(/<main[\s\S]*<\/main>/.exec(html)?.[0] ?? '');

/** What a piece of a page says. */
export const inWords = (markup: string): string =>
  unescaped(markup.replace(/<[^>]+>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();

/** An attribute of the first element that a pattern finds, as a browser reads it. */
export function attribute(html: string, element: RegExp, name: string): string | undefined {
  const [tag = ''] = element.exec(html) ?? [];
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return value === undefined ? undefined : unescaped(value);
}

/** The rows of the first table that a pattern finds: their cells in words. */
export const rowsOf = (html: string, table: RegExp): readonly (readonly string[])[] =>
  rowsIn(html, table).map((row) => cellsOf(row).map(inWords));

/** The same as markup. */
export const rowsIn = (html: string, table: RegExp): readonly string[] =>
  (new RegExp(`${table.source}[\\s\\S]*?</table>`).exec(html)?.[0] ?? '')
    .match(/<tr[\s\S]*?<\/tr>/g)
    ?.slice(1) ?? [];

const cellsOf = (row: string): readonly string[] => row.match(/<t[hd][\s\S]*?<\/t[hd]>/g) ?? [];

const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
