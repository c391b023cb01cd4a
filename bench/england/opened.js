/** The instant at which everything is asked, so that answers are the same every day. */
export const now = () => Date.parse('2026-11-22T12:00:00Z');

/** The library, loaded only now: a start includes that. */
export async function opened(file, cache = false) {
  const { openCaseline } = await import('../../dist/caseline.js');
  return openCaseline({ log: `sqlite:${file}`, cache, now });
}
