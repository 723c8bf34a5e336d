import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { builtInRights } from '@latchkey/contracts/rights';
import { programOf } from '../../program.js';
import { completionScript, shells } from './scripts.js';
import { placesOf } from './words.js';

const places = placesOf(programOf(builtInRights, []));

/** What bash offers behind these words. */
function offered(...words: string[]): string[] {
  const line = ['latchkey', ...words].map((word) => `'${word}'`).join(' ');
  const script = `${completionScript('bash', places)}
COMP_WORDS=(${line}); COMP_CWORD=${words.length}; _latchkey; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).split('\n').filter(Boolean);
}

describe('completion', () => {
  it('offers commands and flags in bash', () => {
    expect(offered('us')).toEqual(['users']);
    const verbs = ['create', 'list', 'get', 'set', 'rotate', 'delete'];
    expect(offered('users', 'api-keys', '')).toEqual(verbs);
    expect(offered('users', 'api-keys', '--j')).toEqual(['--json']);
    expect(offered('users', 'api-keys', 'delete', '')).toContain('--yes');
    expect(offered('users', '--user-id', 'me', 'api-keys', 'create', '--right-user-a')).toEqual([
      '--right-user-audit-read',
      '--right-user-all',
    ]);
    expect(offered('sessions', 'end-')).toEqual(['end-others']);
  });

  it('knows every command once', () => {
    const all = places.map(({ at }) => at);
    expect(new Set(all).size).toBe(all.length);
    expect(all).toEqual(
      expect.arrayContaining(['latchkey', 'latchkey users update-password', 'latchkey revoke']),
    );
  });

  for (const shell of shells) {
    const thereIt = spawnSync(shell, ['--version']).error === undefined ? it : it.skip;
    thereIt(`is a script that ${shell} can read`, () => {
      const script = completionScript(shell, places);
      const { status, stderr } = spawnSync(shell, ['-n'], { input: script, encoding: 'utf8' });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    });

    it(`names every command to ${shell}`, () => {
      const script = completionScript(shell, places);
      for (const { at } of places) expect(script).toContain(at);
    });
  }
});
