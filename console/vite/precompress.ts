import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const brotli = promisify(brotliCompress);
const gz = promisify(gzip);

const compressible = /\.(?:html|js|css|svg|json|txt)$/;

/** Writes a `.br` and a `.gz` beside every text file of the build, so that serving one costs no compression. */
export function precompress(): Plugin {
  let outDir = '';
  return {
    name: 'latchkey:precompress',
    apply: 'build',
    configResolved: (config) => {
      outDir = join(config.root, config.build.outDir);
    },
    closeBundle: async () => {
      const entries = await readdir(outDir, { recursive: true });
      await Promise.all(
        entries.filter((name) => compressible.test(name)).map((name) => compress(join(outDir, name))),
      );
    },
  };
}

async function compress(file: string): Promise<void> {
  const text = await readFile(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
  await Promise.all([
    brotli(text, { params }).then((packed) => writeFile(`${file}.br`, packed)),
    gz(text, { level: 9 }).then((packed) => writeFile(`${file}.gz`, packed)),
  ]);
}
