import type { User, UserSnapshot } from '@latchkey/contracts/identity/user';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { UserEntity } from './user.entity.js';
import { keyOf } from './user-rules.service.js';
import { toSnapshot, toUser } from './user-shapes.js';

/** For the other features: who is meant, and how users are told. */
@Injectable()
export class UserLookupService {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  byId(id: string): Promise<UserEntity | null> {
    return this.db.manager.findOneBy(UserEntity, { id });
  }

  /** By handle, or by an address that was proved; by an unproved one if nobody else claims it. */
  async byIdentifier(identifier: string): Promise<UserEntity | null> {
    const key = keyOf(identifier);
    if (!key.includes('@')) return this.db.manager.findOneBy(UserEntity, { handleKey: key });
    const claimants = await this.db.manager.findBy(UserEntity, { emailKey: key });
    const only = claimants.length === 1 ? claimants[0] : undefined;
    return claimants.find((user) => user.emailVerified) ?? only ?? null;
  }

  /** Row lock: whoever changes this user waits. */
  lock(tx: EntityManager, id: string): Promise<UserEntity> {
    return tx.findOneOrFail(UserEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  tell(user: UserEntity): { user: User; snapshot: UserSnapshot } {
    return { user: toUser(user), snapshot: toSnapshot(user) };
  }
}
