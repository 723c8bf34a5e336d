import { spawn } from 'node:child_process';
import { findBinary } from './find-binary.js';

// Debian's packages start a system service on the default port and create a cluster: neither is wanted, now or
// at the next boot. policy-rc.d (invoke-rc.d(8)) and createcluster.conf(5) are Debian's own ways to say so;
// both files are there only while we install.
const script = `
set -eu
export DEBIAN_FRONTEND=noninteractive
made=
trap 'rm -f $made' EXIT
if [ ! -e /usr/sbin/policy-rc.d ]; then
  made=/usr/sbin/policy-rc.d
  printf '#!/bin/sh\\nexit 101\\n' > /usr/sbin/policy-rc.d
  chmod 755 /usr/sbin/policy-rc.d
fi
mkdir -p /etc/postgresql-common/createcluster.d
made="$made /etc/postgresql-common/createcluster.d/latchkey.conf"
echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.d/latchkey.conf
install() { apt-get install -y --no-install-recommends "$@"; }
install "$@" || { apt-get update; install "$@"; }
if [ -d /run/systemd/system ]; then
  for package in "$@"; do systemctl disable --quiet "$package" || true; done
fi
`;

/**
 * Installs Debian packages as root or through `sudo -n`, without starting what is in them.
 *
 * @returns undefined, or why it could not
 */
export async function installPackages(
  packages: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<string | undefined> {
  if (!findBinary('apt-get')) return 'there is no apt-get here';
  const shell = ['sh', '-c', script, 'install', ...packages];
  if (process.getuid?.() === 0) return run(shell, 'apt-get', env);
  if (!findBinary('sudo')) return 'installing needs root, and there is no sudo';
  const allowed = (await run(['sudo', '-n', 'true'], 'sudo', env)) === undefined;
  return allowed
    ? run(['sudo', '-n', ...shell], 'apt-get', env)
    : 'installing needs root, and sudo asks for a password';
}

function run(
  [command = '', ...args]: readonly string[],
  title: string,
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let tail = '';
    const keep = (chunk: Buffer): void => {
      tail = (tail + chunk.toString()).slice(-2000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code) => resolve(code === 0 ? undefined : `${title} failed: ${lastLine(tail)}`));
  });
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';
