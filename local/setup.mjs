// What comes before anything of ours can run: packages and build. Plain JavaScript that imports nothing but Node.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** What stops the set-up, in words for the person who started it. */
export class SetupFailed extends Error {}

/** Prints one tidy line: what, a detail, how long it took. */
function step(title, detail, elapsedMs) {
  console.log(`  ${title.padEnd(12)}${detail.padEnd(60)} ${(elapsedMs / 1000).toFixed(1).padStart(6)} s`);
}

/** Installs the packages and builds, each only if something changed since the last time. */
export async function setUp() {
  requireNode();
  await timed('Packages', installPackages);
  await timed('Build', build);
}

/** Runs the rest of a script; a failure is one sentence and exit code 1. */
export function main(script) {
  script().catch((error) => {
    console.error(error instanceof SetupFailed ? error.message : error);
    process.exit(1);
  });
}

/** Runs a program of ours to its end, and ends it when we are told to end. */
export function run(command, args, { inherit = false, env = process.env, cwd = root } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: inherit ? 'inherit' : ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
    const passOn = (signal) => child.kill(signal);
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, passOn);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      for (const name of ['SIGINT', 'SIGTERM']) process.off(name, passOn);
      resolve({ code: code ?? 128, signal, output });
    });
  });
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new SetupFailed(
    `Latchkey needs Node.js 20.19 or later, and this is ${process.versions.node}: install a current one.`,
  );
}

async function timed(title, work) {
  const begun = performance.now();
  if (process.stdout.isTTY) process.stdout.write(`  ${title} …\r`);
  step(title, await work(), performance.now() - begun);
}

// --- packages ---

async function installPackages() {
  const stamp = join(root, 'node_modules', '.latchkey-install-stamp');
  const wanted = hashOf([join(root, 'package-lock.json'), ...manifests()]);
  if (read(stamp) === wanted) return 'up to date';
  // Somebody may have run npm by hand: then there is nothing to do but to remember it.
  const installed = isInstalled();
  if (!installed) await npmCi();
  writeFileSync(stamp, wanted);
  return installed ? 'up to date' : 'installed';
}

async function npmCi() {
  const { code, signal, output } = await run('npm', ['ci', '--no-audit', '--no-fund']);
  if (signal) process.exit(1);
  if (code === 0) return;
  process.stderr.write(output);
  const why = output.includes('npm install')
    ? 'package.json and package-lock.json do not fit together: run `npm install`'
    : 'its output is above';
  throw new SetupFailed(`Installing the packages with \`npm ci\` failed: ${why}.`);
}

/** Whether node_modules holds what package-lock.json says, and that is what the workspaces ask for. */
function isInstalled() {
  const lock = readJson(join(root, 'package-lock.json'))?.packages;
  // npm's own record of what it has put there.
  const present = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages;
  if (!lock || !present) return false;
  const asWanted = ([path, { version, link, optional }]) =>
    !path.startsWith('node_modules/') ||
    (present[path] ? present[path].version === version && present[path].link === link : optional === true);
  return Object.entries(lock).every(asWanted) && manifests().every((file) => agrees(file, lock));
}

function agrees(manifest, lock) {
  const locked = lock[relative(root, join(manifest, '..'))];
  const asked = readJson(manifest);
  return ['dependencies', 'devDependencies', 'optionalDependencies'].every(
    (kind) => sorted(locked?.[kind]) === sorted(asked[kind]),
  );
}

const sorted = (record = {}) => JSON.stringify(Object.entries(record).sort());

/** package.json of the root and of every workspace. */
function manifests() {
  const { workspaces } = readJson(join(root, 'package.json'));
  const folders = workspaces.flatMap((pattern) =>
    pattern.endsWith('/*') ? subfolders(join(root, pattern.slice(0, -2))) : [join(root, pattern)],
  );
  return [root, ...folders].map((folder) => join(folder, 'package.json')).filter(existsSync);
}

// --- build ---

async function build() {
  const services = await buildIfStale('build', sourcesOf(projects()), outputsExist, compile);
  const hasConsole = existsSync(join(root, 'console', 'index.html'));
  const [console_] = await Promise.all([
    hasConsole && buildIfStale('console', sourcesOf(['packages', 'console']), consoleExists, bundleConsole),
    // With a stamp of its own: what was interrupted half-way is made again.
    buildIfStale('programs', sourcesOf(projects()), () => true, bundlePrograms),
  ]);
  const built = [services && 'services', console_ && 'console'].filter(Boolean);
  return built.length > 0 ? `built ${built.join(', ')}` : 'up to date';
}

async function buildIfStale(name, sources, isThere, make) {
  const stamp = join(root, 'node_modules', `.latchkey-${name}-stamp`);
  const wanted = hashOf([join(root, 'package-lock.json'), ...sources]);
  if (read(stamp) === wanted && isThere()) return false;
  await make();
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(stamp, wanted);
  return true;
}

async function compile() {
  await tool('typescript/bin/tsc', ['-b'], root);
}

/** Without them everything runs as well from what was compiled, and starts slower. */
async function bundlePrograms() {
  const config = ['-c', 'rolldown.config.mjs', '--logLevel', 'warn'];
  if (existsSync(join(root, 'services'))) await tool('rolldown/bin/cli.mjs', config, join(root, 'local'));
}

async function bundleConsole() {
  await tool('vite/bin/vite.js', ['build', '--logLevel', 'warn'], join(root, 'console'));
}

async function tool(path, args, cwd) {
  const [name, ...rest] = path.split('/');
  const manifest = createRequire(join(cwd, 'package.json')).resolve(`${name}/package.json`);
  const { code, signal, output } = await run(process.execPath, [join(manifest, '..', ...rest), ...args], {
    cwd,
  });
  if (signal) process.exit(1);
  if (code === 0) return;
  process.stderr.write(output);
  throw new SetupFailed(`The build failed (\`${name} ${args.join(' ')}\`): what is wrong is above.`);
}

const outputsExist = () => projects().every((path) => existsSync(join(root, path, 'dist')));

/** The folders that `tsc -b` builds. */
function projects() {
  return readJson(join(root, 'tsconfig.json')).references.map(({ path }) => path);
}

const consoleExists = () => existsSync(join(root, 'console', 'dist', 'index.html'));

/** Everything that a build reads: all files below, but for what is made. */
function sourcesOf(folders) {
  const top = readdirSync(root).filter((name) => /^tsconfig.*\.json$/.test(name));
  return [
    ...top.map((name) => join(root, name)),
    ...folders.flatMap((folder) => filesBelow(join(root, folder))),
  ];
}

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (/^(node_modules|dist|bundle|test|artifacts)$/.test(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() && !/\.(spec|test)\.tsx?$|\.(md|tsbuildinfo)$/.test(entry.name) ? [path] : [];
  });
}

// --- files ---

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of [...files].sort())
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  return hash.digest('hex');
}

function subfolders(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name));
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function readJson(file) {
  const text = read(file);
  return text === undefined ? undefined : JSON.parse(text);
}
