import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { colorSchemeScript } from './vite/color-scheme-script.js';
import { precompress } from './vite/precompress.js';
import { themeVariables } from './vite/theme-variables.js';

/** Where `npm run dev` sends the API's requests. */
const gateway = process.env.LATCHKEY_URL ?? 'http://localhost:8080';

export default defineConfig({
  plugins: [react(), themeVariables(), colorSchemeScript(), precompress()],
  build: {
    // The strict CSP allows no data: URL for scripts or styles, and fonts and images are few: keep all as files.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { proxy: { '/v1': gateway, '/oauth2': gateway } },
});
