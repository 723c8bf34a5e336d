import type { Secrets } from './secrets.js';
import type { StartSettings } from './settings.js';

const announced = 'first-admin-announced';
const password = 'first-admin-password';

/** The first admin's password: made at the first start, printed once, then forgotten here. */
export class FirstAdmin {
  private readonly isFirstStart: boolean;

  /** @param users where identity keeps them: another database has its own first admin */
  constructor(
    private readonly secrets: Secrets,
    private readonly settings: Pick<StartSettings, 'adminHandle' | 'adminPassword'>,
    private readonly users: { readonly database: string; readonly isNew: boolean },
  ) {
    this.isFirstStart = users.isNew || secrets.get(announced) !== users.database;
  }

  /** For identity, which makes the account if there is no admin yet. */
  env(): NodeJS.ProcessEnv {
    const given = this.settings.adminPassword ?? (this.isFirstStart ? this.secrets.of(password) : undefined);
    return {
      LATCHKEY_ADMIN_HANDLE: this.settings.adminHandle,
      ...(given && { LATCHKEY_ADMIN_PASSWORD: given }),
    };
  }

  /** Called when all is ready. A random password is in no other line, ever. */
  announce(): string {
    const line = `Sign in as ${this.settings.adminHandle} with ${this.describe()}`;
    this.secrets.set(announced, this.users.database);
    this.secrets.delete(password);
    return line;
  }

  private describe(): string {
    if (!this.isFirstStart) return 'the password that was set at the first start';
    if (this.settings.adminPassword) return 'the password in LATCHKEY_ADMIN_PASSWORD';
    return `the password ${this.secrets.of(password)} (shown only now)`;
  }
}
