import { expect } from '@jest/globals';
import { readConnections } from '@latchkey/local/connections';
import { eventually } from '@latchkey/testing/eventually';
import type { Answer } from '@latchkey/testing/http';
import { Latchkey, type Mail } from '@latchkey/testing/latchkey';
import type { Person } from '@latchkey/testing/people';
import { resetSubject, tokenIn } from '@latchkey/testing/reset-link';
import pg from 'pg';

export const another = 'An-Orchard-in-March-41';

/** What somebody does who forgot a password, on a Latchkey with two gateways. */
export class PasswordResets {
  private constructor(
    readonly latchkey: Latchkey,
    readonly identity: pg.Client,
  ) {}

  static async open(): Promise<PasswordResets> {
    const latchkey = await Latchkey.borrow({ LATCHKEY_GATEWAYS: '2' });
    const identity = new pg.Client({
      connectionString: readConnections(latchkey.dataDir).databases.identity,
    });
    await identity.connect();
    return new PasswordResets(latchkey, identity);
  }

  async close(): Promise<void> {
    await this.identity.end();
    await this.latchkey.stop();
  }

  request(identifier: unknown): Promise<Answer> {
    return this.latchkey.ask('POST', '/v1/password-resets', { body: { identifier } });
  }

  complete(token: string, newPassword = another, gateway = 1): Promise<Answer> {
    return this.latchkey.ask('POST', '/v1/password-resets/complete', {
      body: { token, newPassword },
      gateway,
    });
  }

  mails(email: string) {
    return resetMails(this.latchkey, email);
  }

  /** The n-th that comes to an address, when no more than n have come. */
  nthLink(email: string, n: number): Promise<string> {
    return eventually(async () => {
      const mails = await this.mails(email);
      expect(mails).toHaveLength(n);
      return tokenIn(mails[n - 1] as Mail);
    });
  }

  async linkFor({ handle, email }: Person): Promise<string> {
    const before = (await this.mails(email)).length;
    expect((await this.request(handle)).status).toBe(202);
    return this.nthLink(email, before + 1);
  }

  /** Until everything that was asked for was looked at. */
  lookedAt(): Promise<void> {
    return eventually(async () => {
      const { rows } = await this.identity.query('SELECT 1 FROM password_reset_request');
      expect(rows).toEqual([]);
    });
  }

  /** Links that an account was to be sent. */
  async offers(userId: string): Promise<number> {
    const { rowCount } = await this.identity.query('SELECT 1 FROM password_reset WHERE user_id = $1', [
      userId,
    ]);
    return rowCount ?? 0;
  }
}

export const resetMails = async (latchkey: Latchkey, email: string) =>
  (await latchkey.mails(email)).filter((mail) => mail.subject === resetSubject);
