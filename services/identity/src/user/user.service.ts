import { actorOf } from '@latchkey/contracts/caller';
import { entityTag } from '@latchkey/contracts/etag';
import {
  type getUser,
  type listUsers,
  type PublicUser,
  type UpdateUser,
  type User,
  type updateUser,
  userUpdated,
} from '@latchkey/contracts/identity/user';
import type { InputOf, OutputOf } from '@latchkey/contracts/rpc';
import { pageOfRows, readCursor } from '@latchkey/database/page';
import { AdminOnly, CredentialDied } from '@latchkey/errors/errors';
import { record } from '@latchkey/messaging/record';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { type DataSource, type EntityManager, In } from 'typeorm';
import { AdministratorService } from './administrator.service.js';
import { UserEntity } from './user.entity.js';
import { EmailTaken, LastAdmin, PreconditionFailed, UserDeleting, UserNotFound } from './user.errors.js';
import { UserLookupService } from './user-lookup.service.js';
import { keyOf, UserRulesService } from './user-rules.service.js';
import { toPublicUser, toSnapshot, toUser } from './user-shapes.js';

const adminFields = ['admin', 'state', 'email'] as const;

@Injectable()
export class UserService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly rules: UserRulesService,
    private readonly lookup: UserLookupService,
    private readonly administrators: AdministratorService,
  ) {}

  async get({ caller, user }: InputOf<typeof getUser>): Promise<User | PublicUser> {
    const found = await this.lookup.byReference(user, caller.userId);
    return found.id === caller.userId || caller.admin ? toUser(found) : toPublicUser(found);
  }

  async resolve(user: string): Promise<{ userId: string }> {
    return { userId: (await this.lookup.byReference(user)).id };
  }

  async list({ caller, page, query, state }: InputOf<typeof listUsers>): Promise<OutputOf<typeof listUsers>> {
    if (!caller.admin) throw new AdminOnly();
    const after = readCursor(page.cursor);
    // The text is data: its wildcards match themselves.
    const pattern = query === undefined ? null : `%${query.replace(/[\\%_]/g, '\\$&')}%`;
    const rows: { id: string; position: string }[] = await this.db.query(
      `SELECT id, created_at::text AS position FROM app_user
        WHERE ($1::text IS NULL OR handle ILIKE $1 OR email ILIKE $1 OR name ILIKE $1 OR first_name ILIKE $1 OR last_name ILIKE $1)
          AND ($2::text IS NULL OR state = $2)
          AND ($3::timestamptz IS NULL OR (created_at, id) < ($3, $4))
        ORDER BY created_at DESC, id DESC LIMIT $5`,
      [pattern, state ?? null, after?.[0] ?? null, after?.[1] ?? null, page.limit + 1],
    );
    const users = await this.db.manager.findBy(UserEntity, { id: In(rows.map((row) => row.id)) });
    const byId = new Map(users.map((user) => [user.id, user]));
    const known = rows.flatMap((row) => {
      const user = byId.get(row.id);
      return user ? [{ user, position: row.position }] : [];
    });
    return pageOfRows(known, page.limit, {
      positionOf: ({ user, position }) => [position, user.id],
      toItem: ({ user }) => toUser(user),
    });
  }

  /** `cause`: the event to await at tokens before the answer, when access was lost. */
  async update({
    caller,
    user,
    patch,
    ifMatch,
  }: InputOf<typeof updateUser>): Promise<OutputOf<typeof updateUser>> {
    if (!caller.admin && adminFields.some((field) => patch[field] !== undefined)) throw new AdminOnly();
    this.rules.checkPatch(patch);
    const { id } = await this.lookup.byReference(user, caller.userId);
    if (id !== caller.userId && !caller.admin) throw new UserNotFound();
    return this.db.transaction(async (tx) => {
      if (patch.admin === false || patch.state === 'suspended') await this.administrators.lock(tx);
      const found = await this.lookup.lock(tx, id);
      // Suspended or deleted since the gateway let the request in.
      if (id === caller.userId && found.state !== 'active') throw new CredentialDied();
      if (!matches(ifMatch, entityTag(toUser(found)))) throw new PreconditionFailed();
      if (found.state === 'deleting' && patch.state !== undefined) throw new UserDeleting();
      const lostAccess = await this.losesAccess(tx, found, patch);
      const changed = await this.apply(tx, found, patch);
      if (changed.length === 0) return { user: toUser(found), cause: null };

      await this.save(tx, found);
      const saved = await tx.findOneByOrFail(UserEntity, { id });
      const event = { ...toSnapshot(saved), actor: actorOf(caller), changed, lostAccess };
      const eventId = await record(tx, userUpdated, event);
      return { user: toUser(saved), cause: lostAccess ? eventId : null };
    });
  }

  private async save(tx: EntityManager, user: UserEntity): Promise<void> {
    const { id, createdAt: _, ...columns } = user;
    await tx.update(
      UserEntity,
      { id },
      { ...columns, version: user.version + 1, updatedAt: () => 'clock_timestamp()' },
    );
  }

  /** Changes the entity; the names of what is different now. */
  private async apply(tx: EntityManager, user: UserEntity, patch: UpdateUser): Promise<string[]> {
    if (patch.email !== undefined && keyOf(patch.email) !== user.emailKey) {
      const emailKey = keyOf(patch.email);
      if (await tx.findOneBy(UserEntity, { emailKey, emailVerified: true })) throw new EmailTaken();
      user.emailKey = emailKey;
      user.emailVerified = false;
    }
    const before = { ...user };
    for (const field of ['name', 'firstName', 'lastName', 'notificationEmail'] as const) {
      if (patch[field] !== undefined) user[field] = patch[field]?.trim() || null;
    }
    if (patch.email !== undefined) user.email = patch.email;
    if (patch.admin !== undefined) user.admin = patch.admin;
    if (patch.state !== undefined) user.state = patch.state;
    return (Object.keys(patch) as (keyof UpdateUser)[]).filter((field) => user[field] !== before[field]);
  }

  private async losesAccess(tx: EntityManager, user: UserEntity, patch: UpdateUser): Promise<boolean> {
    const demoted = user.admin && patch.admin === false;
    const suspended = user.state === 'active' && patch.state === 'suspended';
    if ((demoted || suspended) && (await this.administrators.isLast(tx, user))) throw new LastAdmin();
    return demoted || suspended;
  }
}

/** `If-Match` (RFC 9110, 13.1.1): any, or one of a list. */
const matches = (ifMatch: string | undefined, tag: string): boolean =>
  ifMatch === undefined ||
  ifMatch.trim() === '*' ||
  ifMatch.split(',').some((candidate) => candidate.trim() === tag);
