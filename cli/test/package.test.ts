import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from '@jest/globals';

const run = promisify(execFile);
const workspace = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'latchkey-package-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('npm pack', () => {
  it('gives a package that works on its own, without a network', async () => {
    await run('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: workspace });
    const [tarball = ''] = readdirSync(folder);
    const project = join(folder, 'project');
    mkdirSync(project);
    writeFileSync(join(project, 'package.json'), '{"name":"somebody","private":true}');
    await run('npm', ['install', '--offline', '--no-audit', '--no-fund', join(folder, tarball)], {
      cwd: project,
    });

    expect(readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
      '@latchkey',
    ]);
    const latchkey = join(project, 'node_modules', '.bin', 'latchkey');
    expect((await run(latchkey, ['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    const failure = await run(latchkey, ['revoke', 'lk_key_x']).catch((error) => error);
    expect(failure).toMatchObject({ code: 2, stderr: expect.stringContaining('8 characters instead of 77') });
  }, 120_000);
});
