import { createHash } from 'node:crypto';
import { actorOf, anonymous } from '@latchkey/contracts/caller';
import {
  addressClaimed,
  type createUser,
  type SignUp,
  type User,
  userCreated,
} from '@latchkey/contracts/identity/user';
import type { InputOf } from '@latchkey/contracts/rpc';
import { newId } from '@latchkey/database/id';
import { AdminOnly, ValidationFailed } from '@latchkey/errors/errors';
import { record } from '@latchkey/messaging/record';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { type DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import { PasswordHashService } from '../password/password-hash.service.js';
import { PasswordRulesService } from '../password/password-rules.service.js';
import { UserEntity } from './user.entity.js';
import { EmailTaken, HandleTaken, IdempotencyKeyReused, RegistrationClosed } from './user.errors.js';
import { keyOf, UserRulesService } from './user-rules.service.js';
import { toSnapshot, toUser } from './user-shapes.js';

type Create = InputOf<typeof createUser>;

/** Makes accounts: people for themselves, administrators for others. */
@Injectable()
export class CreateUserService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly rules: UserRulesService,
    private readonly passwords: PasswordRulesService,
    private readonly hashes: PasswordHashService,
  ) {}

  async create(input: Create): Promise<User> {
    const { body, caller } = input;
    const byAdmin = caller?.admin ?? false;
    this.authorize(input, byAdmin);
    this.rules.checkNew(body, byAdmin);
    if (body.password !== undefined) this.passwords.check(body.password, { pointer: '/password', ...body });
    const repeated = await this.repeated(input);
    if (repeated) return repeated;

    const passwordHash =
      body.password === undefined
        ? null
        : await this.hashes.hash(body.password, caller ? 'signed-in' : 'stranger');
    try {
      return await this.db.transaction((tx) => this.insert(tx, input, passwordHash));
    } catch (error) {
      if (!(error instanceof QueryFailedError)) throw error;
      // The same request, sent twice at once, may have overtaken itself.
      const overtaken = await this.repeated(input);
      if (overtaken) return overtaken;
      throw handleIsTaken(error) ? new HandleTaken(body.handle) : error;
    }
  }

  private authorize({ body, caller }: Create, byAdmin: boolean): void {
    if (byAdmin) return;
    if (body.admin !== undefined || body.state !== undefined) throw new AdminOnly();
    if (this.rules.registration !== 'open') throw new RegistrationClosed();
    if (caller) throw new AdminOnly('You have an account already; only an administrator makes others.');
    if (body.password === undefined) {
      throw new ValidationFailed([{ pointer: '/password', code: 'required', message: 'is required' }]);
    }
  }

  private async insert(tx: EntityManager, input: Create, passwordHash: string | null): Promise<User> {
    const { body, caller, client } = input;
    const actor = caller ? actorOf(caller) : anonymous(client);
    const emailKey = keyOf(body.email);
    const holder = await tx.findOneBy(UserEntity, { emailKey, emailVerified: true });
    if (holder && caller?.admin) throw new EmailTaken();

    const user = await this.save(tx, input, passwordHash);
    await record(tx, userCreated, { ...toSnapshot(user), actor });
    // The answer is the same as for a free address; its holder is told.
    if (holder) await record(tx, addressClaimed, { userId: holder.id, actor });
    await this.remember(tx, input, { userId: user.id, passwordHash });
    return toUser(user);
  }

  private async save(
    tx: EntityManager,
    { body, caller }: Create,
    passwordHash: string | null,
  ): Promise<UserEntity> {
    const id = newId('usr');
    await tx.insert(UserEntity, {
      id,
      handle: body.handle,
      handleKey: keyOf(body.handle),
      name: body.name?.trim() || null,
      firstName: body.firstName?.trim() || null,
      lastName: body.lastName?.trim() || null,
      email: body.email,
      emailKey: keyOf(body.email),
      admin: body.admin ?? false,
      state: body.state ?? 'active',
      passwordHash,
      ...(caller?.admin ? { emailVerified: false } : {}),
    });
    return tx.findOneByOrFail(UserEntity, { id });
  }

  private async repeated({ body, idempotencyKey, ...input }: Create): Promise<User | undefined> {
    if (!idempotencyKey) return undefined;
    const [row] = (await this.db.query(
      `SELECT request_hash, password_hash, user_id FROM sign_up_request
        WHERE requester = $1 AND idempotency_key = $2 AND created_at >= now() - interval '24 hours'`,
      [requesterOf(input), idempotencyKey],
    )) as [{ request_hash: Buffer; password_hash: string | null; user_id: string }?];
    if (!row) return undefined;
    const same =
      row.request_hash.equals(requestHash(body)) && (await this.isSame(body.password, row.password_hash));
    if (!same) throw new IdempotencyKeyReused();
    return toUser(await this.db.manager.findOneByOrFail(UserEntity, { id: row.user_id }));
  }

  private async isSame(password: string | undefined, hash: string | null): Promise<boolean> {
    return password === undefined ? hash === null : this.hashes.verify(hash, password, 'stranger');
  }

  private async remember(
    tx: EntityManager,
    { body, idempotencyKey, ...input }: Create,
    made: { userId: string; passwordHash: string | null },
  ): Promise<void> {
    if (!idempotencyKey) return;
    // Nobody repeats a request of yesterday; its hash of a password is not kept for nothing.
    await tx.query(`DELETE FROM sign_up_request WHERE created_at < now() - interval '24 hours'`);
    await tx.query(
      `INSERT INTO sign_up_request (requester, idempotency_key, request_hash, password_hash, user_id)
       VALUES ($1, $2, $3, $4, $5)`,
      [requesterOf(input), idempotencyKey, requestHash(body), made.passwordHash, made.userId],
    );
  }
}

const handleIsTaken = (error: QueryFailedError): boolean =>
  (error.driverError as { constraint?: string }).constraint === 'app_user_handle_key_key';

/** Strangers by their address, so that nobody reads another's answer with a guessed key. */
const requesterOf = ({ caller, client }: Pick<Create, 'caller' | 'client'>) =>
  caller?.userId ?? client.ipAddress;

/** Over the body in one order of its members, without the password: this hash is a fast one. */
function requestHash({ password: _, ...body }: SignUp): Buffer {
  const ordered = Object.entries(body).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(ordered)).digest();
}
