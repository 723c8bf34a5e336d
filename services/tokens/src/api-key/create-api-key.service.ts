import type { InputOf, OutputOf } from '@latchkey/contracts/rpc';
import type { createApiKey } from '@latchkey/contracts/tokens/api-key';
import { transactionTime } from '@latchkey/database/transaction-time';
import { NotFound } from '@latchkey/errors/errors';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TokenLimitReached } from './api-key.errors.js';
import { ApiKeyQuery } from './api-key.query.js';
import { ApiKeyRequestService } from './api-key-request.service.js';
import { ApiKeyRulesService } from './api-key-rules.service.js';
import { MintApiKeyService } from './mint-api-key.service.js';

type Created = OutputOf<typeof createApiKey>;

/** Makes keys. */
@Injectable()
export class CreateApiKeyService {
  constructor(
    private readonly keys: MintApiKeyService,
    private readonly rules: ApiKeyRulesService,
    private readonly query: ApiKeyQuery,
    private readonly requests: ApiKeyRequestService,
  ) {}

  async create(input: InputOf<typeof createApiKey>): Promise<Created> {
    const { caller, userId, body, idempotencyKey } = input;
    if (caller.userId !== userId) throw new NotFound();
    await this.rules.requireFresh(caller, body.currentPassword);

    const request = { userId, idempotencyKey, asked: body };
    const { created } = await this.requests.once(caller, request, async (tx, { keyEpoch }) => ({
      created: await this.insert(tx, keyEpoch, { caller, body }),
    }));
    return created;
  }

  private async insert(
    tx: EntityManager,
    epoch: number,
    { caller, body }: Pick<InputOf<typeof createApiKey>, 'caller' | 'body'>,
  ): Promise<Created> {
    const { userId } = caller;
    const rights = this.rules.rightsForNew(caller, body.rights);
    const { maximum } = this.rules.rules;
    const [maker, time, held] = await Promise.all([
      this.query.ofCaller(tx, caller),
      transactionTime(tx),
      maximum === null ? 0 : this.query.countHeld(tx, userId),
    ]);
    const allowedCidrs = this.rules.addresses(body.allowedCidrs, maker);
    const at = this.rules.expiryForNew(body, Date.parse(time), maker?.expires_at ?? null);
    if (maximum !== null && held >= maximum) throw new TokenLimitReached(maximum);

    return this.keys.mint(tx, {
      caller,
      name: body.name?.trim() || null,
      rights,
      allowedCidrs,
      epoch,
      parentId: caller.kind === 'key' ? caller.credentialId : null,
      expiresAt: at,
    });
  }
}
