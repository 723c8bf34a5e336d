import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type TemporaryFolder, temporaryFolder } from '@latchkey/local/temporary-folder';

const ours = fileURLToPath(new URL('../..', import.meta.url));
let folder: TemporaryFolder;
const at = (...names: string[]): string => join(folder.path, ...names);
const json = (value: unknown): string => JSON.stringify(value);

// A repository with one package and no dependencies. Its npm notes that it was called and does what `npm ci` would.
beforeEach(() => {
  folder = temporaryFolder();
  for (const name of ['local', 'bin', 'packages/one/src']) mkdirSync(at(name), { recursive: true });
  cpSync(join(ours, 'local', 'setup.mjs'), at('local', 'setup.mjs'));
  writeFileSync(at('package.json'), json({ name: 'root', type: 'module', workspaces: ['packages/*'] }));
  writeFileSync(
    at('package-lock.json'),
    json({ packages: { '': {}, 'packages/one': {}, 'node_modules/one': { link: true } } }),
  );
  writeFileSync(at('packages', 'one', 'package.json'), json({ name: 'one', type: 'module' }));
  writeFileSync(at('tsconfig.json'), json({ files: [], references: [{ path: 'packages/one' }] }));
  const options = { composite: true, rootDir: 'src', outDir: 'dist', types: [], lib: ['es5'] };
  writeFileSync(at('packages', 'one', 'tsconfig.json'), json({ compilerOptions: options, include: ['src'] }));
  writeFileSync(at('packages', 'one', 'src', 'a.ts'), 'export const a: number = 1;\n');
  const ci = `mkdir -p node_modules && ln -sfn ${ours}/node_modules/typescript node_modules/typescript`;
  writeFileSync(at('bin', 'npm'), `#!/bin/sh\necho "$@" >> ${at('npm.log')}\n${ci}\n`);
  chmodSync(at('bin', 'npm'), 0o755);
});
afterEach(() => folder.remove());

function setUp(): { code: number | null; output: string } {
  const script = `import { main, setUp } from './local/setup.mjs'; main(setUp);`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: folder.path,
    env: { ...process.env, PATH: `${at('bin')}:${process.env.PATH}` },
    encoding: 'utf8',
  });
  return { code: status, output: (stdout + stderr).replaceAll(/ +\d+\.\d s$/gm, '').trim() };
}

const npmCalls = (): number =>
  existsSync(at('npm.log')) ? readFileSync(at('npm.log'), 'utf8').trim().split('\n').length : 0;

describe('what npm start does first', () => {
  it('installs and builds, and the second time does neither', () => {
    expect(setUp()).toEqual({ code: 0, output: 'Packages    installed\n  Build       built services' });
    expect(existsSync(at('packages', 'one', 'dist', 'a.js'))).toBe(true);
    expect(setUp()).toEqual({ code: 0, output: 'Packages    up to date\n  Build       up to date' });
    expect(npmCalls()).toBe(1);
  });

  it('builds again when a source changed, or what was built is gone', () => {
    setUp();
    writeFileSync(at('packages', 'one', 'src', 'a.ts'), 'export const a: number = 2;\n');
    expect(setUp().output).toContain('built services');
    expect(readFileSync(at('packages', 'one', 'dist', 'a.js'), 'utf8')).toContain('2');
    rmSync(at('packages', 'one', 'dist'), { recursive: true });
    expect(setUp().output).toContain('built services');
    expect(npmCalls()).toBe(1);
  });

  it('installs again when the lock file changed', () => {
    setUp();
    writeFileSync(
      at('package-lock.json'),
      json({ packages: { '': {}, 'node_modules/two': { version: '1.0.0' } } }),
    );
    expect(setUp().output).toContain('Packages    installed');
    expect(npmCalls()).toBe(2);
  });

  it('leaves alone what somebody installed by hand', () => {
    mkdirSync(at('node_modules'));
    symlinkSync(join(ours, 'node_modules', 'typescript'), at('node_modules', 'typescript'));
    writeFileSync(
      at('node_modules', '.package-lock.json'),
      json({ packages: { 'node_modules/one': { link: true } } }),
    );
    expect(setUp().output).toContain('Packages    up to date');
    expect(npmCalls()).toBe(0);
  });

  it('shows what the compiler says, and ends with one sentence', () => {
    writeFileSync(at('packages', 'one', 'src', 'a.ts'), 'export const a: number = "text";\n');
    const { code, output } = setUp();
    expect(code).toBe(1);
    expect(output).toContain('TS2322');
    expect(output).toContain('The build failed (`typescript -b`): what is wrong is above.');
    expect(setUp().code).toBe(1);
  });

  it('says that npm ci failed, and never goes on without', () => {
    writeFileSync(at('bin', 'npm'), '#!/bin/sh\necho "E404 no such package" >&2\nexit 1\n');
    const { code, output } = setUp();
    expect(code).toBe(1);
    expect(output).toContain('E404 no such package');
    expect(output.split('\n').at(-1)).toBe(
      'Installing the packages with `npm ci` failed: its output is above.',
    );
  });
});
