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

/** Where a user's notices go. */
@Injectable()
export class RecipientService {
  /** Takes over what identity says, unless something newer is known: two replicas may see two events in any order. */
  async apply(tx: EntityManager, user: UserSnapshot): Promise<void> {
    await tx.query(
      `INSERT INTO recipient (user_id, version, handle, email, notification_email) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (user_id) DO UPDATE
          SET version = excluded.version, handle = excluded.handle, email = excluded.email,
              notification_email = excluded.notification_email
        WHERE recipient.version < excluded.version`,
      [user.userId, user.version, user.handle, user.email, user.notificationEmail],
    );
  }

  /** @throws RecipientNotKnownYet when this service has not heard of the user */
  async get(tx: EntityManager, userId: string): Promise<Recipient> {
    const [recipient] = (await tx.query(
      `SELECT user_id AS "userId", handle, email, notification_email AS "notificationEmail"
         FROM recipient WHERE user_id = $1`,
      [userId],
    )) as [Recipient?];
    if (!recipient) throw new RecipientNotKnownYet(userId);
    return recipient;
  }
}

/** Every address that is to be told: a notice that warns of a hijack must not go to the hijacker's address alone. */
export function addressesOf({ email, notificationEmail }: Recipient, mandatory: boolean): string[] {
  if (notificationEmail === null || notificationEmail.toLowerCase() === email.toLowerCase()) return [email];
  return mandatory ? [email, notificationEmail] : [notificationEmail];
}
