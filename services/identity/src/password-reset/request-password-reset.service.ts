import { anonymous, type Client } from '@latchkey/contracts/caller';
import {
  passwordResetRequested,
  type requestPasswordReset,
} from '@latchkey/contracts/identity/password-reset';
import type { InputOf } from '@latchkey/contracts/rpc';
import { newId } from '@latchkey/database/id';
import { record } from '@latchkey/messaging/record';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { UserLookupService } from '../user/user-lookup.service.js';

type User = Awaited<ReturnType<UserLookupService['lock']>>;

/** In minutes, from the request (ASVS 5.0, 6.4.1: short). */
const lifetime = 60;
/** Links that one account is sent within an hour at most: nobody's mailbox is filled by strangers. */
const mostAnHour = 3;
/** In days; a link is dead long before. */
const kept = 2;

/** Somebody says that they forgot their password. */
@Injectable()
export class RequestPasswordResetService {
  /** Called when there is something to look at. */
  onRequest: () => void = () => undefined;

  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly users: UserLookupService,
  ) {}

  /** The same work for every name, so that its time tells nothing (ASVS 5.0, 6.3.8). */
  async request({ body, client }: InputOf<typeof requestPasswordReset>): Promise<Record<string, never>> {
    await this.db.query('INSERT INTO password_reset_request (identifier, client) VALUES ($1, $2)', [
      body.identifier,
      JSON.stringify(client),
    ]);
    this.onRequest();
    return {};
  }

  /** Looks at the oldest request. In a transaction: one that dies is looked at again. Says whether there was one. */
  lookAtNext(): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const [rows] = (await tx.query(
        `DELETE FROM password_reset_request WHERE id = (
           SELECT id FROM password_reset_request ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
         RETURNING identifier, client`,
      )) as [{ identifier: string; client: Client }[], number];
      const [asked] = rows;
      if (!asked) return false;
      const claimants = await this.users.claimantsOf(tx, asked.identifier);
      const ids = claimants.map(({ id }) => id);
      for (const user of await this.users.lockAll(tx, ids))
        if (user.state === 'active' && !(await this.hasEnough(tx, user.id)))
          await this.offer(tx, user, asked.client);
      return true;
    });
  }

  private async hasEnough(tx: EntityManager, userId: string): Promise<boolean> {
    const [row] = (await tx.query(
      `SELECT count(*)::int AS sent FROM password_reset
        WHERE user_id = $1 AND created_at > clock_timestamp() - interval '1 hour'`,
      [userId],
    )) as [{ sent: number }];
    return row.sent >= mostAnHour;
  }

  private async offer(tx: EntityManager, user: User, client: Client): Promise<void> {
    const id = newId('rst');
    await tx.query(
      `INSERT INTO password_reset (id, user_id, email_key, user_version, expires_at)
       VALUES ($1, $2, $3, $4, clock_timestamp() + make_interval(mins => $5))`,
      [id, user.id, user.emailKey, user.version, lifetime],
    );
    await record(tx, passwordResetRequested, {
      userId: user.id,
      passwordResetId: id,
      handle: user.handle,
      address: user.email,
      actor: anonymous(client),
    });
  }

  async forgetOld(): Promise<void> {
    await this.db.query(
      `DELETE FROM password_reset WHERE id IN (
         SELECT id FROM password_reset WHERE created_at < clock_timestamp() - make_interval(days => $1) LIMIT 1000)`,
      [kept],
    );
  }
}
