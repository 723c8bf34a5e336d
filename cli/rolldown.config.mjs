import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { defineConfig } from 'rolldown';

/** The package is one file without dependencies: the contracts are not published on their own. */
export default defineConfig({
  input: 'dist/main.js',
  platform: 'node',
  output: { file: 'bundle/latchkey.mjs', format: 'esm', minify: true, codeSplitting: false },
  plugins: [licences()],
});

/** What others wrote goes with the licence they gave it under. */
function licences() {
  return {
    name: 'licences',
    generateBundle() {
      const folders = [...this.getModuleIds()].map(packageFolder).filter((folder) => folder !== undefined);
      const texts = [...new Set(folders)].sort().map(licenceOf);
      this.emitFile({ type: 'asset', fileName: 'LICENCES.txt', source: texts.join('\n\n') });
    },
  };
}

function packageFolder(file) {
  if (!file.includes('/node_modules/')) return undefined;
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder))
    if (existsSync(join(folder, 'package.json')) && 'version' in aboutOf(folder)) return folder;
}

const aboutOf = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

function licenceOf(folder) {
  const { name, version } = aboutOf(folder);
  const file = ['LICENSE', 'license', 'LICENSE.md'].map((it) => join(folder, it)).find(existsSync);
  if (file === undefined) throw new Error(`${name} has no licence file`);
  return `${name} ${version}\n\n${readFileSync(file, 'utf8').trim()}`;
}
