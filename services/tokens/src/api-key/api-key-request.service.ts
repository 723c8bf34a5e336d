import { createHash } from 'node:crypto';
import type { Caller } from '@latchkey/contracts/caller';
import type { CreatedApiKey } from '@latchkey/contracts/tokens/api-key';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { FencedAccount } from '../account/account.service.js';
import { FencedTransactionService } from '../account/fenced-transaction.service.js';
import { ApiKeyNotFound, IdempotencyKeyReused } from './api-key.errors.js';
import { ApiKeyQuery } from './api-key.query.js';
import { ApiKeyRulesService } from './api-key-rules.service.js';

type Created = z.infer<typeof CreatedApiKey>;

interface Made {
  readonly created: Created;
}

/** A request for a key that its sender may repeat. */
export interface ApiKeyRequest {
  readonly userId: string;
  readonly idempotencyKey: string | undefined;
  /** What was asked for, by whatever name; the password that comes with it is no part of it. */
  readonly asked: Readonly<Record<string, unknown>>;
  /** Whether the password came along, and was right. */
  readonly proved: boolean;
}

/** Makes of a request that is repeated (`Idempotency-Key`) one key and not two. */
@Injectable()
export class ApiKeyRequestService {
  constructor(
    private readonly fenced: FencedTransactionService,
    private readonly rules: ApiKeyRulesService,
    private readonly query: ApiKeyQuery,
  ) {}

  /**
   * Makes the key, or finds the one that the same request made before, without its secret. The account is locked: of
   * many at once, each sees what the one before it made.
   *
   * @throws IdempotencyKeyReused for another request under the same key; CredentialDied; StepUpRequired
   */
  once<T extends Made>(
    caller: Caller,
    request: ApiKeyRequest,
    make: (tx: EntityManager, account: FencedAccount) => Promise<T>,
  ): Promise<T | (Made & { repeated: true })> {
    return this.fenced.run(caller, async (tx, account) => {
      this.rules.requireFresh(caller, account, request);
      const before = await this.repeated(tx, request);
      if (before) return { created: before, repeated: true as const };
      const made = await make(tx, account);
      await this.remember(tx, request, made.created);
      return made;
    });
  }

  private async repeated(tx: EntityManager, request: ApiKeyRequest): Promise<Created | undefined> {
    const { userId, idempotencyKey } = request;
    if (!idempotencyKey) return undefined;
    const [before] = (await tx.query(
      'SELECT request_hash, api_key_id FROM api_key_request WHERE user_id = $1 AND idempotency_key = $2',
      [userId, idempotencyKey],
    )) as [{ request_hash: Buffer; api_key_id: string }?];
    if (!before) return undefined;
    if (!before.request_hash.equals(hashOf(request))) throw new IdempotencyKeyReused();
    const row = await this.query.find(tx, userId, before.api_key_id);
    if (!row) throw new ApiKeyNotFound();
    return { apiKey: this.query.toApiKey(row), token: null };
  }

  private async remember(tx: EntityManager, request: ApiKeyRequest, { apiKey }: Created): Promise<void> {
    const { userId, idempotencyKey } = request;
    if (!idempotencyKey) return;
    await tx.query(
      'INSERT INTO api_key_request (user_id, idempotency_key, request_hash, api_key_id) VALUES ($1, $2, $3, $4)',
      [userId, idempotencyKey, hashOf(request), apiKey.id],
    );
  }
}

/** Over the members in one order. */
function hashOf({ asked: { currentPassword: _, ...asked } }: ApiKeyRequest): Buffer {
  const ordered = Object.entries(asked).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(ordered)).digest();
}
