import { actorOf, type Caller } from '@latchkey/contracts/caller';
import { apiKeyCreated, type CreatedApiKey } from '@latchkey/contracts/tokens/api-key';
import { record } from '@latchkey/messaging/record';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { CredentialService } from '../credential/credential.service.js';
import { ApiKeyQuery } from './api-key.query.js';

interface NewApiKey {
  readonly caller: Caller;
  readonly name: string | null;
  readonly rights: string[];
  readonly allowedCidrs: string[];
  readonly epoch: number;
  /** The key that it dies with. */
  readonly parentId: string | null;
  /** Null: never. */
  readonly expiresAt: string | null;
}

/** Puts a key into the world that the rules have let through. */
@Injectable()
export class MintApiKeyService {
  constructor(
    private readonly credentials: CredentialService,
    private readonly query: ApiKeyQuery,
  ) {}

  async mint(tx: EntityManager, { caller, ...it }: NewApiKey): Promise<z.infer<typeof CreatedApiKey>> {
    const { userId } = caller;
    const credential = this.credentials.draft('key');
    const { id, token } = credential;
    const expiresAt = it.expiresAt && new Date(it.expiresAt).toISOString();
    const description = { name: it.name, last4: token.slice(-4), rights: it.rights };
    // The connection takes them in this order.
    const [born, updatedAt] = await Promise.all([
      this.credentials.insert(tx, credential, {
        userId,
        rights: it.rights,
        allowedCidrs: it.allowedCidrs,
        epoch: it.epoch,
        ...(it.parentId === null ? {} : { parentId: it.parentId }),
        expires: expiresAt === null ? null : { at: expiresAt },
        authenticated: false,
      }),
      this.describe(tx, id, description),
      record(tx, apiKeyCreated, { ...description, userId, apiKeyId: id, expiresAt, actor: actorOf(caller) }),
    ]);
    const apiKey = this.query.toApiKey({
      id,
      ...description,
      allowed_cidrs: it.allowedCidrs,
      status: 'active',
      expired: false,
      created_at: born.createdAt,
      updated_at: updatedAt,
      expires_at: born.diesAt,
      seconds_left: born.secondsLeft,
      last_used_at: null,
      last_used_ip: null,
    });
    return { apiKey, token };
  }

  private async describe(
    tx: EntityManager,
    id: string,
    { name, last4 }: { name: string | null; last4: string },
  ): Promise<Date> {
    const [row] = (await tx.query(
      'INSERT INTO api_key (credential_id, name, last4) VALUES ($1, $2, $3) RETURNING updated_at',
      [id, name, last4],
    )) as [{ updated_at: Date }];
    return row.updated_at;
  }
}
