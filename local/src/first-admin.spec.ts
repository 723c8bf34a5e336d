import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FirstAdmin } from './first-admin.js';
import { Secrets } from './secrets.js';
import { type TemporaryFolder, temporaryFolder } from './temporary-folder.js';

let folder: TemporaryFolder;
let file: string;
beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder.path, 'secrets.json');
});
afterEach(() => folder.remove());

function admin(options: { password?: string; database?: string; isNew?: boolean } = {}): FirstAdmin {
  const { password: adminPassword, database = 'local', isNew = false } = options;
  return new FirstAdmin(new Secrets(file), { adminHandle: 'admin', adminPassword }, { database, isNew });
}
const passwordOf = (of: FirstAdmin): string | undefined => of.env().LATCHKEY_ADMIN_PASSWORD;

describe('the first admin', () => {
  it('has the same random password until it was told', () => {
    const first = passwordOf(admin());
    expect(first).toHaveLength(24);
    const second = admin();
    expect(passwordOf(second)).toBe(first);
    expect(second.announce()).toContain(first);
    expect(readFileSync(file, 'utf8')).not.toContain(first);
  });

  it('is not told again, and identity gets no password any more', () => {
    admin().announce();
    const later = admin();
    expect(passwordOf(later)).toBeUndefined();
    expect(later.announce()).toBe('Sign in as admin with the password that was set at the first start');
  });

  it.each([{ database: 'db.example.org/x' }, { isNew: true }])(
    'is another one where the users are new (%p)',
    (users) => {
      admin().announce();
      const other = admin(users);
      expect(other.announce()).toContain('shown only now');
    },
  );

  it('keeps a password that was given to itself', () => {
    const given = admin({ password: 'from the environment' });
    expect(passwordOf(given)).toBe('from the environment');
    expect(given.announce()).toBe('Sign in as admin with the password in LATCHKEY_ADMIN_PASSWORD');
  });
});
