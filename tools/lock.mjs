// npm run lock [-- --check]: adds to package-lock.json the packages of other platforms that npm left out.
// npm forgets an optional package that its registry did not answer for when the lock was written, and `npm ci` then refuses
// the lock on every machine. What is written here is what npm itself writes: name, version, platform.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = fileURLToPath(new URL('../package-lock.json', import.meta.url));
const check = process.argv.includes('--check');
const systems = [
  'android',
  'darwin',
  'linux',
  'win32',
  'freebsd',
  'openharmony',
  'openbsd',
  'netbsd',
  'sunos',
  'aix',
];
const processors = [
  'arm64',
  'x64',
  'ia32',
  'arm',
  'ppc64',
  's390x',
  'riscv64',
  'loong64',
  'wasm32',
  'mips64el',
];

const lock = JSON.parse(readFileSync(file, 'utf8'));
const packages = lock.packages;
const added = [];
for (const [path, entry] of Object.entries({ ...packages })) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (/^\d/.test(version) && !isThere(path, name)) add(path, name, version, entry.dev);
  }
}
if (added.length > 0 && check) {
  console.error(`package-lock.json lacks ${added.length} packages of other platforms: run \`npm run lock\`.`);
  process.exit(1);
}
if (added.length > 0) {
  lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(file, `${JSON.stringify(lock, undefined, 2)}\n`);
}
console.log(`${added.length} packages added`);

/** As Node resolves it from there. */
function isThere(path, name) {
  for (let base = path; ; base = base.slice(0, Math.max(0, base.lastIndexOf('/node_modules/')))) {
    if (packages[`${base ? `${base}/` : ''}node_modules/${name}`]) return true;
    if (!base) return false;
    if (!base.includes('/node_modules/')) return packages[`node_modules/${name}`] !== undefined;
  }
}

function add(path, name, version, dev) {
  const parts = name.split('/').at(-1).split('-');
  const os = systems.find((system) => parts.includes(system));
  const cpu =
    processors.find((processor) => parts.includes(processor)) ?? (/armv|arm-/.test(name) ? 'arm' : undefined);
  const libc = name.includes('musl') ? 'musl' : os === 'linux' && /gnu/.test(name) ? 'glibc' : undefined;
  const top = `node_modules/${name}`;
  const at = packages[top] ? `${path}/node_modules/${name}` : top;
  packages[at] = {
    version,
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(dev ? { dev: true } : {}),
    ...(libc ? { libc: [libc] } : {}),
    optional: true,
    ...(os ? { os: [os] } : {}),
  };
  added.push(at);
}
