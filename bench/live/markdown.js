/** A table as documents have it. */
export const markdown = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

export const milliseconds = (ms) => `${ms.toFixed(ms < 10 ? 2 : ms < 100 ? 1 : 0)} ms`;

export const kilobytes = (bytes) => `${(bytes / 1_024).toFixed(1)} KB`;

export const megabytes = (bytes) => `${(bytes / 1_024 ** 2).toFixed(0)} MB`;

export const percent = (share) => `${(share * 100).toFixed(0)} %`;
