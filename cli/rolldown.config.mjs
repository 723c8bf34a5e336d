import { defineConfig } from 'rolldown';

/** The package is one file without dependencies: the contracts are not published on their own. */
export default defineConfig({
  input: 'dist/main.js',
  platform: 'node',
  treeshake: true,
  output: { file: 'bundle/latchkey.mjs', format: 'esm', minify: true, codeSplitting: false },
});
