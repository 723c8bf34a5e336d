import { createHash } from 'node:crypto';
import type { InputOf, OutputOf } from '@latchkey/contracts/rpc';
import { apiKeyCreated, type CreateApiKey, type createApiKey } from '@latchkey/contracts/tokens/api-key';
import { transactionTime } from '@latchkey/database/transaction-time';
import { NotFound } from '@latchkey/errors/errors';
import { record } from '@latchkey/messaging/record';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { FencedTransactionService } from '../account/fenced-transaction.service.js';
import { CredentialService } from '../credential/credential.service.js';
import { ApiKeyNotFound, IdempotencyKeyReused, TokenLimitReached } from './api-key.errors.js';
import { ApiKeyQuery } from './api-key.query.js';
import { factBy } from './api-key-facts.js';
import { ApiKeyRulesService } from './api-key-rules.service.js';

type Created = OutputOf<typeof createApiKey>;

/** Makes keys. */
@Injectable()
export class CreateApiKeyService {
  constructor(
    private readonly fenced: FencedTransactionService,
    private readonly credentials: CredentialService,
    private readonly rules: ApiKeyRulesService,
    private readonly query: ApiKeyQuery,
  ) {}

  async create(input: InputOf<typeof createApiKey>): Promise<Created> {
    const { caller, userId, body, idempotencyKey } = input;
    if (caller.userId !== userId) throw new NotFound();
    await this.rules.requireFresh(caller, body.currentPassword);

    // The account is locked: of many creates at once, each counts what the one before it made.
    return this.fenced.run(caller, async (tx, account) => {
      const repeated = idempotencyKey && (await this.repeated(tx, userId, idempotencyKey, body));
      if (repeated) return repeated;

      const created = await this.insert(tx, account.keyEpoch, { caller, body });
      if (idempotencyKey)
        await this.remember(tx, { userId, idempotencyKey, body, apiKeyId: created.apiKey.id });
      return created;
    });
  }

  private async insert(
    tx: EntityManager,
    epoch: number,
    { caller, body }: Pick<InputOf<typeof createApiKey>, 'caller' | 'body'>,
  ): Promise<Created> {
    const { userId } = caller;
    const rights = this.rules.rightsForNew(caller, body.rights);
    const maker = await this.query.ofCaller(tx, caller);
    const allowedCidrs = this.rules.addresses(body.allowedCidrs, maker);
    const now = Date.parse(await transactionTime(tx));
    const at = this.rules.expiryForNew(body, now, maker?.expires_at ?? null);
    const { maximum } = this.rules.rules;
    if (maximum !== null && (await this.query.countHeld(tx, userId)) >= maximum)
      throw new TokenLimitReached(maximum);

    const { id, token } = await this.credentials.mint(tx, {
      userId,
      kind: 'key',
      rights,
      allowedCidrs,
      epoch,
      ...(caller.kind === 'key' ? { parentId: caller.credentialId } : {}),
      expires: at === null ? null : { at },
      authenticated: false,
    });
    await tx.query('INSERT INTO api_key (credential_id, name, last4) VALUES ($1, $2, $3)', [
      id,
      body.name?.trim() || null,
      token.slice(-4),
    ]);
    const row = await this.query.find(tx, userId, id);
    if (!row) throw new ApiKeyNotFound();
    await record(tx, apiKeyCreated, factBy(row, caller));
    return { apiKey: this.query.toApiKey(row), token };
  }

  /** The answer of the same request before, without its secret. */
  private async repeated(
    tx: EntityManager,
    userId: string,
    key: string,
    body: CreateApiKey,
  ): Promise<Created | undefined> {
    const [before] = (await tx.query(
      'SELECT request_hash, api_key_id FROM api_key_request WHERE user_id = $1 AND idempotency_key = $2',
      [userId, key],
    )) as [{ request_hash: Buffer; api_key_id: string }?];
    if (!before) return undefined;
    if (!before.request_hash.equals(requestHash(body))) throw new IdempotencyKeyReused();
    const row = await this.query.find(tx, userId, before.api_key_id);
    if (!row) throw new ApiKeyNotFound();
    return { apiKey: this.query.toApiKey(row), token: null };
  }

  private async remember(
    tx: EntityManager,
    it: { userId: string; idempotencyKey: string; body: CreateApiKey; apiKeyId: string },
  ): Promise<void> {
    await tx.query(
      'INSERT INTO api_key_request (user_id, idempotency_key, request_hash, api_key_id) VALUES ($1, $2, $3, $4)',
      [it.userId, it.idempotencyKey, requestHash(it.body), it.apiKeyId],
    );
  }
}

/** Over the body in one order of its members; the password that comes with it is no part of the request. */
function requestHash({ currentPassword: _, ...body }: CreateApiKey): Buffer {
  const ordered = Object.entries(body).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(ordered)).digest();
}
