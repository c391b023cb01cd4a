import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { Refusal } from '../api/problems.ts';
import { type Address, segmentsOf } from '../api/route.ts';

/** What the browser is given beside the pages: built from `web/`. */
export interface PageAssets {
  /** Addresses of the one script and the style sheets. */
  readonly script: string;
  readonly styles: readonly string[];
  readonly address: Address;
}

const built = fileURLToPath(new URL('../../dist/web/', import.meta.url));

const mediaTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const manifestSchema = z.record(
  z.string(),
  z.looseObject({ file: z.string(), css: z.array(z.string()).optional() }),
);

/**
 * Reads what `npm run build` has made, once: it never changes while the service runs.
 *
 * @throws Error where it was not built
 */
export function openAssets(): PageAssets {
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(`${built}.vite/manifest.json`, 'utf8')));
  const main = manifest['scripts/main.ts'];
  if (!main) throw new Error('dist/web lacks the script of the page: run `npm run build` again');
  const namedByContent = new Set(Object.values(manifest).flatMap(({ file, css = [] }) => [file, ...css]));
  const files = new Map(
    readdirSync(`${built}assets`).map((name) => {
      const plain = readFileSync(`${built}assets/${name}`);
      const isForEver = namedByContent.has(`assets/${name}`);
      const mediaType = mediaTypes[extname(name)];
      return [name, { mediaType, isForEver, plain, zipped: gzipSync(plain, { level: 9 }) }];
    }),
  );
  return {
    script: `/${main.file}`,
    styles: (main.css ?? []).map((file) => `/${file}`),
    address: {
      method: 'get',
      path: '/assets/{file}',
      serve: async (request) => {
        const file = files.get(segmentsOf(request)('file'));
        if (file?.mediaType === undefined) throw new Refusal('unknown-path', 'There is no such file.');
        const zips = request.acceptsEncodings('gzip') === 'gzip';
        return {
          status: 200,
          file: { mediaType: file.mediaType, bytes: zips ? file.zipped : file.plain },
          headers: {
            'Cache-Control': file.isForEver ? 'public, max-age=31536000, immutable' : 'public, no-cache',
            Vary: 'Accept-Encoding',
            ...(zips && { 'Content-Encoding': 'gzip' }),
          },
        };
      },
    },
  };
}
