import type { Actor } from '@latchkey/contracts/caller';
import { userUpdated } from '@latchkey/contracts/identity/user';
import { record } from '@latchkey/messaging/record';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { UserEntity } from './user.entity.js';
import { toSnapshot } from './user-shapes.js';

interface Claim {
  readonly userId: string;
  readonly emailKey: string;
}

/** An address belongs to whoever proves it: reads the mail that it is sent. */
@Injectable()
export class ProveAddressService {
  /** In the order of ids, so that two who prove one address at once do not wait for each other in a ring. */
  async lockClaimants(tx: EntityManager, { userId, emailKey }: Claim): Promise<void> {
    await tx.query('SELECT id FROM app_user WHERE id = $1 OR email_key = $2 ORDER BY id FOR UPDATE', [
      userId,
      emailKey,
    ]);
  }

  /**
   * Takes it from everybody else who claims it. Whatever an account made while it claimed it without proof dies with the
   * event: nobody prepares an account for somebody else to find. The claimants are locked.
   *
   * @returns the events whose revocations are to be awaited
   */
  async prove(tx: EntityManager, { userId, emailKey }: Claim, actor: Actor): Promise<string[]> {
    const [unproven] = (await tx.query(
      `UPDATE app_user SET version = version + 1
        WHERE email_key = $2 AND NOT email_verified AND id <> $1 RETURNING id`,
      [userId, emailKey],
    )) as [{ id: string }[], number];
    await tx.query(
      `UPDATE app_user SET email_verified = false, updated_at = clock_timestamp()
        WHERE email_key = $2 AND email_verified AND id <> $1`,
      [userId, emailKey],
    );
    await tx.query('UPDATE app_user SET email_verified = true WHERE id = $1', [userId]);
    const users = await tx.findBy(UserEntity, { id: In(unproven.map(({ id }) => id)) });
    return Promise.all(users.map((user) => this.tell(tx, user, actor)));
  }

  private tell(tx: EntityManager, user: UserEntity, actor: Actor): Promise<string> {
    const lost = { changed: ['email'], lostAccess: true, lostKeys: true };
    return record(tx, userUpdated, { ...toSnapshot(user), actor, ...lost });
  }
}
