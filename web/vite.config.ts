import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What the browser gets: one script and one style sheet, named by their content. */
export default defineConfig({
  root: at('.'),
  logLevel: 'error', // what warns is in govuk-frontend
  build: {
    outDir: at('../dist/web'),
    emptyOutDir: true,
    manifest: true,
    modulePreload: false,
    rolldownOptions: { input: at('scripts/main.ts') },
  },
  css: {
    lightningcss: { errorRecovery: true }, // govuk-frontend holds hacks for old browsers
    preprocessorOptions: { scss: { loadPaths: [at('../node_modules')], quietDeps: true } },
  },
});
