import { describe, expect, it } from '@jest/globals';
import { builtInRights, isUserRight, userAll } from '@latchkey/contracts/rights';
import { Command } from 'commander';
import { rightFlags, rightsOf } from './right-flags.js';

const catalogue = [
  ...builtInRights,
  { id: 'RIGHT_APPLICATION_INFO', title: 'Applications', description: '' },
];

function rightsFrom(argv: readonly string[]): string[] | undefined {
  const flags = rightFlags(catalogue, argv);
  const command = new Command('create').exitOverride().configureOutput({ writeErr: () => undefined });
  for (const flag of flags) command.addOption(flag);
  command.parse(argv, { from: 'user' });
  return rightsOf(flags, command.opts());
}

describe('right flags', () => {
  it('are one for each right of the catalogue', () => {
    for (const { id } of catalogue)
      expect(rightsFrom([`--${id.toLowerCase().replaceAll('_', '-')}`])).toEqual([id]);
    expect(rightsFrom(['--right-user-all'])).toEqual([userAll]);
    expect(isUserRight(userAll)).toBe(true);
  });

  it('add up with --rights, each once', () => {
    const argv = [
      '--rights',
      'user-info,RIGHT_APPLICATION_INFO',
      '--rights',
      'USER_DELETE',
      '--right-user-info',
    ];
    expect(rightsFrom(argv)).toEqual(['RIGHT_USER_INFO', 'RIGHT_APPLICATION_INFO', 'RIGHT_USER_DELETE']);
  });

  it('take one that this CLI does not know: the server’s catalogue decides', () => {
    expect(rightsFrom(['--right-gateway-link'])).toEqual(['RIGHT_GATEWAY_LINK']);
  });

  it('tell none from an empty set', () => expect(rightsFrom([])).toBeUndefined());

  it.each(['--right-', '--right', '--rightuser', '--right-User'])('refuse %s', (flag) => {
    expect(() => rightsFrom([flag])).toThrow(/unknown option/);
  });
});
