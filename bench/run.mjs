// npm run bench [-- --quick] [-- --only verify,revoke]: Latchkey beside peers and physical limits, in one run.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { main, root, run, SetupFailed, setUp } from '../local/setup.mjs';

const folder = join(root, 'bench');

main(async () => {
  console.log('Latchkey, measured');
  await setUp();
  await installPeers();
  await tool(join('node_modules', 'typescript', 'bin', 'tsc'), ['-b', 'bench']);
  const { code } = await run(process.execPath, [join(folder, 'dist', 'main.js'), ...process.argv.slice(2)], {
    inherit: true,
  });
  process.exitCode = code;
});

/** The peers are in a package of their own, which nothing else installs. */
async function installPeers() {
  const lock = readFileSync(join(folder, 'package-lock.json'), 'utf8');
  const stamp = join(folder, 'node_modules', '.latchkey-install-stamp');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  const { code, output } = await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder });
  if (code !== 0) {
    process.stderr.write(output);
    throw new SetupFailed('Installing the peers failed (`npm ci` in bench/): its output is above.');
  }
  writeFileSync(stamp, lock);
}

async function tool(path, args) {
  const { code, output } = await run(process.execPath, [join(root, path), ...args]);
  if (code === 0) return;
  process.stderr.write(output);
  throw new SetupFailed('The build of bench/ failed: what is wrong is above.');
}
