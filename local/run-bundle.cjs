// node run-bundle.cjs <bundle> [arguments]: runs a bundle with what V8 compiled of it the last time.
// docs/adr/0009-one-file-for-each-program.md
const { createHash } = require('node:crypto');
const { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { basename, dirname, join, resolve } = require('node:path');
const { cachedDataVersionTag, setFlagsFromString } = require('node:v8');
const { Script } = require('node:vm');

/** By when a program has started, in milliseconds: it has compiled all that a start needs. */
const startedMs = 10_000;
/** SHA-256, before the data. */
const checksumBytes = 32;
const checksumOf = (data) => createHash('sha256').update(data).digest();

// The program's own name for itself.
process.argv.splice(1, 1);
const bundle = resolve(process.argv[1]);

// A bundle is ASCII: one byte for each letter.
const source = readFileSync(bundle, 'latin1');
// V8 itself compares no more of the source than its length.
const of = createHash('sha256').update(source, 'latin1').digest('hex').slice(0, 16);
const cache = `${bundle}.${of}.${cachedDataVersionTag().toString(16)}.cache`;

const cachedData = read(cache);
const script = new Script(Module.wrap(source), { filename: bundle, cachedData });
if (!cachedData || script.cachedDataRejected) rememberOnce();

const module_ = new Module(bundle);
module_.filename = bundle;
script
  .runInThisContext()
  .call(module_.exports, module_.exports, Module.createRequire(bundle), module_, bundle, dirname(bundle));

/** What the start compiled, also what ran only once: V8 would throw that away soon. */
function rememberOnce() {
  setFlagsFromString('--no-flush-bytecode');
  const remember = () => {
    clearTimeout(timer);
    process.off('exit', remember);
    // Before it is written: V8 refuses what was compiled with other flags.
    setFlagsFromString('--flush-bytecode');
    write(cache, script.createCachedData());
  };
  const timer = setTimeout(remember, startedMs).unref();
  process.on('exit', remember);
}

/** V8 checks no more of the data than its own version and flags: what a power failure left of it would be run. */
function read(file) {
  try {
    const content = readFileSync(file);
    const data = content.subarray(checksumBytes);
    return checksumOf(data).equals(content.subarray(0, checksumBytes)) ? data : undefined;
  } catch {
    return undefined;
  }
}

/** Whole or not at all: others start meanwhile. Where nothing can be written a start only takes longer. */
function write(file, data) {
  const draft = `${file}.${process.pid}`;
  try {
    writeFileSync(draft, Buffer.concat([checksumOf(data), data]));
    renameSync(draft, file);
    for (const name of readdirSync(dirname(bundle)))
      if (isOutdated(name)) rmSync(join(dirname(bundle), name));
  } catch {
    rmSync(draft, { force: true });
  }
}

/** Whether it is of another bundle that had this one's name. */
function isOutdated(name) {
  const [hash, , ending] = name.slice(basename(bundle).length + 1).split('.');
  return name.startsWith(`${basename(bundle)}.`) && ending === 'cache' && hash !== of;
}
