import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { colorSchemeScript } from './vite/color-scheme-script.js';
import { precompress } from './vite/precompress.js';
import { themeVariables } from './vite/theme-variables.js';

/** Where `npm run dev` sends the API's requests. */
const gateway = process.env.LATCHKEY_URL ?? 'http://localhost:8080';

const framework =
  /\/node_modules\/(?:react|react-dom|scheduler|react-router|@tanstack|zod|@mantine\/form|klona|fast-deep-equal)\/|\/@mantine\/core\/esm\/core\//;

export default defineConfig({
  plugins: [react(), themeVariables(), colorSchemeScript(), precompress()],
  build: {
    // The strict CSP allows no data: URL for scripts or styles, and fonts and images are few: keep all as files.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // What every page needs, in one file: it compresses better than a dozen, and stays the same from one version of
        // ours to the next.
        codeSplitting: { groups: [{ name: 'framework', test: framework }] },
      },
    },
  },
  server: { proxy: { '/v1': gateway, '/oauth2': gateway } },
});
