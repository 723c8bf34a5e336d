import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { installPackages } from '@latchkey/local/servers/debian-packages';
import { temporaryFolder } from '@latchkey/local/temporary-folder';

const folder = temporaryFolder();
const env = { ...process.env, PATH: `${folder.path}:${process.env.PATH}` };
const log = join(folder.path, 'log');

/** A stand-in for apt-get that notes what it was asked, and what Debian's packages would see meanwhile. */
function aptGet(script: string): void {
  const file = join(folder.path, 'apt-get');
  const noteServices = '/usr/sbin/policy-rc.d nats-server start; echo "policy $?"';
  const noteCluster = 'cat /etc/postgresql-common/createcluster.d/latchkey.conf';
  writeFileSync(file, `#!/bin/sh\n{ echo "$@"; ${noteServices}; ${noteCluster}; } >> ${log}\n${script}\n`);
  chmodSync(file, 0o755);
  writeFileSync(log, '');
}

afterAll(() => folder.remove());

// What needs root is tested where we are it: in the container of a CI.
const asRoot = process.getuid?.() === 0 ? it : it.skip;

describe('installing Debian packages', () => {
  asRoot('starts no service and makes no cluster, and takes its precautions back', async () => {
    const hadPolicy = existsSync('/usr/sbin/policy-rc.d');
    aptGet('');
    expect(await installPackages(['postgresql', 'nats-server'], env)).toBeUndefined();
    expect(readFileSync(log, 'utf8')).toBe(
      'install -y --no-install-recommends postgresql nats-server\npolicy 101\ncreate_main_cluster = false\n',
    );
    expect(existsSync('/etc/postgresql-common/createcluster.d/latchkey.conf')).toBe(false);
    expect(existsSync('/usr/sbin/policy-rc.d')).toBe(hadPolicy);
  });

  asRoot('fetches the lists when a package is not known yet', async () => {
    aptGet(`[ "$1" = update ] && touch ${folder.path}/updated; [ -e ${folder.path}/updated ]`);
    expect(await installPackages(['redis-server'], env)).toBeUndefined();
    const asked = readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => /^(install|update)/.test(line));
    expect(asked).toEqual([
      'install -y --no-install-recommends redis-server',
      'update',
      'install -y --no-install-recommends redis-server',
    ]);
  });

  asRoot('says what apt-get said last when it fails', async () => {
    aptGet('echo "E: no network" >&2; exit 100');
    expect(await installPackages(['redis-server'], env)).toBe('apt-get failed: E: no network');
    expect(existsSync('/etc/postgresql-common/createcluster.d/latchkey.conf')).toBe(false);
  });
});
