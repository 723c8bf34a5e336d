import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** The names of the rules that a small checkout with these files breaks. */
function broken(files: Record<string, string>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'structure-'));
  folders.push(folder);
  for (const name of ['.dependency-cruiser.cjs', 'tsconfig.base.json'])
    cpSync(join(root, name), join(folder, name));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const tops = [...new Set(Object.keys(files).map((file) => file.split('/')[0] as string))];
  const cruise = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const report = run(
    process.execPath,
    [cruise, '--config', '.dependency-cruiser.cjs', '-T', 'json', ...tops],
    folder,
  );
  const { summary } = JSON.parse(report) as { summary: { violations: { rule: { name: string } }[] } };
  return [...new Set(summary.violations.map((violation) => violation.rule.name))];
}

function run(command: string, args: string[], cwd: string): string {
  try {
    return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch (error) {
    return (error as { stdout: string }).stdout; // its exit code is the number of errors
  }
}

const value = 'export const value = 1;\n';
const importing = (path: string) => `import { value } from '${path}';\nexport const other = value;\n`;

describe('the six rules see a planted violation each', () => {
  it.each<[string, Record<string, string>]>([
    [
      'no-cycles',
      {
        'local/src/a.ts': importing('./b.js'),
        'local/src/b.ts': `import { other } from './a.js';\nexport const value = other;\n`,
      },
    ],
    [
      'services-are-islands',
      { 'services/audit/src/x.ts': importing('../../tokens/src/y.js'), 'services/tokens/src/y.ts': value },
    ],
    [
      'packages-know-no-service',
      {
        'packages/database/src/x.ts': importing('../../../services/tokens/src/y.js'),
        'services/tokens/src/y.ts': value,
      },
    ],
    [
      'contracts-know-only-zod',
      {
        'packages/contracts/src/x.ts': importing('../../errors/src/y.js'),
        'packages/errors/src/y.ts': value,
      },
    ],
    [
      'features-meet-at-services',
      {
        'services/tokens/src/session/x.ts': importing('../api-key/y.js'),
        'services/tokens/src/api-key/y.ts': value,
      },
    ],
    [
      'clients-speak-contracts',
      { 'console/src/x.ts': importing('../../packages/policy/src/y.js'), 'packages/policy/src/y.ts': value },
    ],
  ])('%s', (rule, files) => {
    expect(broken(files)).toContain(rule);
  });

  it('lets features meet at services', () => {
    const files = {
      'services/tokens/src/session/x.ts': importing('../api-key/y.service.js'),
      'services/tokens/src/api-key/y.service.ts': value,
    };
    expect(broken(files)).toEqual([]);
  });
});

describe('npm run new', () => {
  it('writes the files of a feature where a reader looks for them, and overwrites nothing', () => {
    const folder = mkdtempSync(join(tmpdir(), 'new-'));
    folders.push(folder);
    mkdirSync(join(folder, 'services/tokens'), { recursive: true });
    const make = () =>
      execFileSync(process.execPath, [join(root, 'tools/new.mjs'), 'feature', 'tokens/trusted-device'], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
        env: { ...process.env, LATCHKEY_NEW_ROOT: folder },
      });
    expect(make()).toContain('wrote services/tokens/src/trusted-device/trusted-device.service.ts');
    expect(make).toThrow();
  });
});
