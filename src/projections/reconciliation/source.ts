import type { SourceReference } from '../../domain/events/envelope.ts';

/** `source executive-paper, 6.1`; with its page and its paragraph where they are known. */
export function sourceInWords(source: SourceReference | null | undefined): string {
  if (!source) return 'an unnamed source';
  const page = source.page === undefined ? [] : [`page ${source.page}`];
  const paragraph = source.paragraph === undefined ? [] : [source.paragraph];
  return [`source ${source.id}`, ...page, ...paragraph].join(', ');
}
