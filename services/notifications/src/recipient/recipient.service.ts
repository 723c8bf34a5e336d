import type { UserSnapshot } from '@latchkey/contracts/identity/user';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RecipientNotKnownYet } from './recipient.errors.js';

export interface Recipient {
  readonly userId: string;
  readonly handle: string;
  readonly email: string;
  readonly notificationEmail: string | null;
}

/** Any number that nothing else locks. */
const recipientLock = 73_243_754;

/** Where a user's notices go. */
@Injectable()
export class RecipientService {
  /** Takes over what identity says, unless something newer is known: two replicas may see two events in any order. */
  async apply(tx: EntityManager, user: UserSnapshot): Promise<void> {
    await lock(tx, user.userId);
    await tx.query(
      `INSERT INTO recipient (user_id, version, handle, email, notification_email)
       SELECT $1, $2, $3, $4, $5 WHERE NOT EXISTS (SELECT 1 FROM erased_user WHERE user_id = $1)
       ON CONFLICT (user_id) DO UPDATE
          SET version = excluded.version, handle = excluded.handle, email = excluded.email,
              notification_email = excluded.notification_email
        WHERE recipient.version < excluded.version`,
      [user.userId, user.version, user.handle, user.email, user.notificationEmail],
    );
  }

  /**
   * Until the commit nobody erases these users: what is written for them is erased with them.
   *
   * @returns those who are not erased
   * @throws RecipientNotKnownYet when this service has not heard of one
   */
  async find(tx: EntityManager, userIds: readonly string[]): Promise<Map<string, Recipient>> {
    const asked = [...new Set(userIds)].sort();
    const recipients: Recipient[] = await tx.query(
      `SELECT user_id AS "userId", handle, email, notification_email AS "notificationEmail"
         FROM recipient WHERE user_id IN (SELECT json_array_elements_text($1::json)) ORDER BY user_id FOR KEY SHARE`,
      [JSON.stringify(asked)],
    );
    const found = new Map(recipients.map((recipient) => [recipient.userId, recipient]));
    for (const userId of asked) {
      if (!found.has(userId) && !(await this.isErased(tx, userId))) throw new RecipientNotKnownYet(userId);
    }
    return found;
  }

  /** Waits for whoever is telling them something. @returns who it was; undefined if they were forgotten before */
  async forget(tx: EntityManager, userId: string): Promise<Recipient | undefined> {
    await lock(tx, userId);
    const [[recipient]] = (await tx.query(
      `DELETE FROM recipient WHERE user_id = $1
       RETURNING user_id AS "userId", handle, email, notification_email AS "notificationEmail"`,
      [userId],
    )) as [Recipient[], number];
    await tx.query('INSERT INTO erased_user (user_id) VALUES ($1) ON CONFLICT DO NOTHING', [userId]);
    return recipient;
  }

  private async isErased(tx: EntityManager, userId: string): Promise<boolean> {
    const rows: unknown[] = await tx.query('SELECT 1 FROM erased_user WHERE user_id = $1', [userId]);
    return rows.length > 0;
  }
}

/** Until the commit nobody else makes a recipient of this user, or forgets them. */
async function lock(tx: EntityManager, userId: string): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [recipientLock, userId]);
}

/** Every address that is to be told: a notice that warns of a hijack must not go to the hijacker's address alone. */
export function addressesOf({ email, notificationEmail }: Recipient, mandatory: boolean): string[] {
  if (notificationEmail === null || notificationEmail.toLowerCase() === email.toLowerCase()) return [email];
  return mandatory ? [email, notificationEmail] : [notificationEmail];
}
