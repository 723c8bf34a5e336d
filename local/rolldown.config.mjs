// One file for each program that starts often, beside what `tsc` built: it loads in a third of the processor time.
// docs/adr/0009-one-file-for-each-program.md
import { readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));

const services = readdirSync(join(root, 'services')).map((name) => `services/${name}/dist/main.js`);

export default defineConfig([...services, 'local/dist/servers/mailbox-main.js'].map(bundle));

function bundle(program) {
  const input = join(root, program);
  const file = join(dirname(input), 'bundle.cjs');
  return {
    input,
    platform: 'node',
    // Native code; what reads files beside its own.
    external: [/^@node-rs\//, 'bull', 'jsdom'],
    // Logs, and the names of durable consumers, name classes.
    output: {
      file,
      format: 'cjs',
      codeSplitting: false,
      keepNames: true,
      comments: false,
      // V8 forgets, with what it compiled, who asks.
      dynamicImportInCjs: false,
    },
    plugins: [ownPlace(file), oneTypeorm(), lateJsdom(), ascii()],
    onLog(level, log, print) {
      // Nest and TypeORM ask for packages that we do not have, and go on without.
      if (log.code !== 'UNRESOLVED_IMPORT' || !log.id?.includes('/node_modules/')) print(level, log);
    },
  };
}

/** `import.meta.url` goes on to name the module that it is written in: files are found from there. */
function ownPlace(file) {
  return {
    name: 'own-place',
    transform: {
      filter: { id: { exclude: /\/node_modules\/(?!@maildev\/ui\/)/ }, code: 'import.meta.url' },
      handler(code, id) {
        const module = JSON.stringify(relative(dirname(file), id));
        return code.replaceAll('import.meta.url', `new URL(${module}, import.meta.url).href`);
      },
    },
  };
}

/** `@nestjs/typeorm` asks Node for TypeORM, to see what it still has, and would get a second one. */
function oneTypeorm() {
  return {
    name: 'one-typeorm',
    load: {
      filter: { id: /@nestjs\/typeorm\/dist\/common\/typeorm-compat\.js$/ },
      handler: () =>
        "import * as typeorm from 'typeorm'; export const { Connection, AbstractRepository } = { ...typeorm };",
    },
  };
}

/** The mailbox's sanitizer makes a browser's window when it is loaded, a third of its start, for mails that are read. */
function lateJsdom() {
  const early = "const { window } = new JSDOM('');\nconst DOMPurify = createDOMPurify(window);";
  const late = `let purifier;
const DOMPurify = {
  sanitize: (...mail) => (purifier ??= createDOMPurify(new (require('jsdom').JSDOM)('').window)).sanitize(...mail),
};`;
  return {
    name: 'late-jsdom',
    transform: {
      filter: { id: /@maildev\/smtp\/dist\/sanitize\.js$/ },
      handler(code) {
        if (!code.includes(early)) throw new Error('The mailbox makes its sanitizer elsewhere now.');
        return code.replace("import { JSDOM } from 'jsdom';", '').replace(early, () => late);
      },
    },
  };
}

/** Text with a single letter beyond ASCII takes two bytes for each of its letters: 8 MB more for each process. */
function ascii() {
  const escaped = (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is all of ASCII
  const beyond = /[^\x00-\x7f]/g;
  return {
    name: 'ascii',
    // Not in `renderChunk`, after which names and comments are written once more.
    generateBundle(_, files) {
      for (const file of Object.values(files)) file.code = file.code?.replaceAll(beyond, escaped);
    },
  };
}
