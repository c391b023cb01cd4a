/**
 * Rows of text columns. A row is `{ what, ours, raw, ratio, aim, reached }`, of which only the first two have to
 * be there.
 */
export function table(rows) {
  const head = ['', 'Caseline', 'raw limit', 'ratio', 'aim', ''];
  const cells = rows.map(({ what, ours, raw = '', ratio, aim = '', reached }) => [
    what,
    ours,
    raw,
    ratio === undefined ? '' : ratio.toFixed(2),
    aim,
    reached === undefined ? '' : reached ? 'reached' : 'NOT REACHED',
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...cells].map((row) => row[column].length)));
  const lineOf = (row) =>
    `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('   ')}`.trimEnd();
  return [head, ...cells].map(lineOf).join('\n');
}

/** Milliseconds as a person writes them. */
export function duration(ms) {
  if (ms >= 1_000) return `${(ms / 1_000).toFixed(2)} s`;
  return `${ms.toFixed(ms >= 10 ? 0 : ms >= 1 ? 1 : 3)} ms`;
}

export const rate = (perSecond, unit) => `${Math.round(perSecond).toLocaleString('en')} ${unit}/s`;

export const megabytes = (bytes) => `${Math.round(bytes / 1e6)} MB`;
