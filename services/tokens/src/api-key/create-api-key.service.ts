import type { InputOf, OutputOf } from '@latchkey/contracts/rpc';
import type { createApiKey } from '@latchkey/contracts/tokens/api-key';
import { NotFound } from '@latchkey/errors/errors';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { FencedAccount } from '../account/account.service.js';
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
    const proved = await this.rules.provePassword(caller, body.currentPassword);

    const request = { userId, idempotencyKey, asked: body, proved };
    const { created } = await this.requests.once(caller, request, async (tx, account) => ({
      created: await this.insert(tx, account, { caller, body }),
    }));
    return created;
  }

  private async insert(
    tx: EntityManager,
    account: FencedAccount,
    { caller, body }: Pick<InputOf<typeof createApiKey>, 'caller' | 'body'>,
  ): Promise<Created> {
    const rights = this.rules.rightsForNew(caller, body.rights);
    const maker = await this.query.ofCaller(tx, caller);
    const allowedCidrs = this.rules.addresses(body.allowedCidrs, maker);
    const at = this.rules.expiryForNew(body, account.now.getTime(), maker?.expires_at ?? null);
    await this.requireRoom(tx, account);

    return this.keys.mint(tx, {
      caller,
      name: body.name?.trim() || null,
      rights,
      allowedCidrs,
      epoch: account.keyEpoch,
      parentId: caller.kind === 'key' ? caller.credentialId : null,
      expiresAt: at,
    });
  }

  /** @throws TokenLimitReached */
  private async requireRoom(tx: EntityManager, { userId, liveKeys }: FencedAccount): Promise<void> {
    const { maximum } = this.rules.rules;
    // The account counts what has not ended: never fewer than those that count.
    if (maximum === null || liveKeys < maximum) return;
    if ((await this.query.countHeld(tx, userId)) >= maximum) throw new TokenLimitReached(maximum);
  }
}
