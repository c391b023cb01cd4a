/** Part of a sentence: words, code, the name of a schema, which leads to it, or an address elsewhere. */
export type Piece =
  | { readonly text: string }
  | { readonly code: string }
  | { readonly schema: string }
  | { readonly href: string };

export type Text = readonly Piece[];

/** The schemas that have a name. */
export type Names = Pick<ReadonlySet<string>, 'has'>;

export const plain = (text: string): Text => [{ text }];

/** Code, an address, or what may be the name of a schema. */
const special = /`([^`]+)`|(https:\/\/\S+)|\b((?:[A-Z][a-z]+){2,})\b/g;

/** What a description says, cut at its `code` and at the schemas that it names. */
export function textOf(description: string | undefined, names: Names): Text {
  const whole = description ?? '';
  const pieces: Piece[] = [];
  let done = 0;
  for (const found of whole.matchAll(special)) {
    const [all, code, href, word = ''] = found;
    const name = code ?? word;
    if (code === undefined && href === undefined && !names.has(name)) continue;
    if (found.index > done) pieces.push({ text: whole.slice(done, found.index) });
    if (href !== undefined) pieces.push({ href });
    else pieces.push(names.has(name) ? { schema: name } : { code: name });
    done = found.index + all.length;
  }
  if (done < whole.length) pieces.push({ text: whole.slice(done) });
  return pieces;
}

/** Several texts as one: "a, b or c" with ` or ` between them, say. */
export const joined = (texts: readonly Text[], between: string): Text =>
  texts.flatMap((text, index) => (index === 0 ? text : [{ text: between }, ...text]));
