import { UserId } from '@latchkey/contracts/id';
import type { User, UserSnapshot } from '@latchkey/contracts/identity/user';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { type DataSource, type EntityManager, In } from 'typeorm';
import { UserEntity } from './user.entity.js';
import { UserNotFound } from './user.errors.js';
import { keyOf } from './user-rules.service.js';
import { toSnapshot, toUser } from './user-shapes.js';

/** Of those who claim an address that nobody has proved: enough for its owner's own, and a bound to what a stranger has mailed. */
const mostClaimants = 3;

/** Who is meant, and how users are told. */
@Injectable()
export class UserLookupService {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  byId(id: string): Promise<UserEntity | null> {
    return this.db.manager.findOneBy(UserEntity, { id });
  }

  /**
   * By a handle or an id, as it stands in paths; `me` is the caller.
   *
   * @throws UserNotFound
   */
  async byReference(user: string, callerId?: string): Promise<UserEntity> {
    const id = user === 'me' ? callerId : UserId.safeParse(user).data;
    const where = id === undefined ? { handleKey: keyOf(user) } : { id };
    const found = await this.db.manager.findOneBy(UserEntity, where);
    if (!found) throw new UserNotFound();
    return found;
  }

  /** By handle, or by an address that was proved; by an unproved one if nobody else claims it. */
  async byIdentifier(identifier: string): Promise<UserEntity | null> {
    const key = keyOf(identifier);
    if (!key.includes('@')) return this.db.manager.findOneBy(UserEntity, { handleKey: key });
    // Any number may claim an address, and two are enough to know.
    const [first, second] = await this.db.manager.find(UserEntity, {
      where: { emailKey: key },
      order: { emailVerified: 'DESC' },
      take: 2,
    });
    return first && (first.emailVerified || !second) ? first : null;
  }

  /**
   * Whom a mail may be meant for: whoever has the handle, or has proved the address; else the first of those who say
   * that it is theirs, since the mail tells its reader of which account it speaks.
   */
  async claimantsOf(tx: EntityManager, identifier: string): Promise<UserEntity[]> {
    const key = keyOf(identifier);
    const where = key.includes('@') ? { emailKey: key } : { handleKey: key };
    const found = await tx.find(UserEntity, {
      where,
      order: { emailVerified: 'DESC', createdAt: 'ASC' },
      take: mostClaimants,
    });
    const [first] = found;
    if (!first || first.emailVerified) return found.slice(0, 1);
    // A proved address belongs to whoever proved it: nobody else's mail goes there.
    return (await tx.existsBy(UserEntity, { emailKey: first.emailKey, emailVerified: true })) ? [] : found;
  }

  /** Row lock: whoever changes this user waits. @throws UserNotFound */
  async lock(tx: EntityManager, id: string): Promise<UserEntity> {
    const [user] = await this.lockAll(tx, [id]);
    if (!user) throw new UserNotFound();
    return user;
  }

  /** Row locks, in the order of ids: two who lock some of the same do not wait for each other in a ring. */
  lockAll(tx: EntityManager, ids: readonly string[]): Promise<UserEntity[]> {
    return tx.find(UserEntity, {
      where: { id: In(ids) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
  }

  tell(user: UserEntity): { user: User; snapshot: UserSnapshot } {
    return { user: toUser(user), snapshot: toSnapshot(user) };
  }
}
