import type { Caller } from '@latchkey/contracts/caller';
import { apiKeyCreated, type CreatedApiKey } from '@latchkey/contracts/tokens/api-key';
import { record } from '@latchkey/messaging/record';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { CredentialService } from '../credential/credential.service.js';
import { ApiKeyNotFound } from './api-key.errors.js';
import { ApiKeyQuery } from './api-key.query.js';
import { factBy } from './api-key-facts.js';

interface NewApiKey {
  readonly caller: Caller;
  readonly name: string | null;
  readonly rights: readonly string[];
  readonly allowedCidrs: readonly string[];
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

  async mint(tx: EntityManager, it: NewApiKey): Promise<z.infer<typeof CreatedApiKey>> {
    const { userId } = it.caller;
    const credential = this.credentials.draft('key');
    const { id, token } = credential;
    // The connection takes them in this order.
    const [, , row] = await Promise.all([
      this.credentials.insert(tx, credential, {
        userId,
        rights: it.rights,
        allowedCidrs: it.allowedCidrs,
        epoch: it.epoch,
        ...(it.parentId === null ? {} : { parentId: it.parentId }),
        expires: it.expiresAt === null ? null : { at: it.expiresAt },
        authenticated: false,
      }),
      tx.query('INSERT INTO api_key (credential_id, name, last4) VALUES ($1, $2, $3)', [
        id,
        it.name,
        token.slice(-4),
      ]),
      this.query.find(tx, userId, id),
    ]);
    if (!row) throw new ApiKeyNotFound();
    await record(tx, apiKeyCreated, factBy(row, it.caller));
    return { apiKey: this.query.toApiKey(row), token };
  }
}
