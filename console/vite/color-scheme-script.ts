import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Plugin, transformWithOxc } from 'vite';

const source = fileURLToPath(new URL('../src/app/color-scheme.ts', import.meta.url));

/**
 * Puts the chosen colour scheme on the page before anything is painted. A module would come too late and an inline
 * script is what the CSP refuses, so it is a small file of its own, loaded ahead of the style sheet.
 */
export function colorSchemeScript(): Plugin {
  let fileName = '';
  return {
    name: 'latchkey:color-scheme-script',
    apply: 'build',
    async buildStart() {
      const { code } = await transformWithOxc(await readFile(source, 'utf8'), source);
      fileName = `assets/color-scheme-${createHash('sha256').update(code).digest('hex').slice(0, 8)}.js`;
      this.emitFile({ type: 'asset', fileName, source: code });
    },
    transformIndexHtml: () => [{ tag: 'script', attrs: { src: `/${fileName}` }, injectTo: 'head-prepend' }],
  };
}
