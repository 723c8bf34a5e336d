import type { Caller } from '@latchkey/contracts/caller';
import type { InputOf, OutputOf } from '@latchkey/contracts/rpc';
import { apiKeyChanged, type rotateApiKey } from '@latchkey/contracts/tokens/api-key';
import type { Invalidation } from '@latchkey/contracts/tokens/lease';
import { NotFound } from '@latchkey/errors/errors';
import { record } from '@latchkey/messaging/record';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { FencedAccount } from '../account/account.service.js';
import { RevocationService } from '../revocation/revocation.service.js';
import { ApiKeyNotFound, RotationNotAllowed } from './api-key.errors.js';
import { ApiKeyQuery, type ApiKeyRow } from './api-key.query.js';
import { factBy } from './api-key-facts.js';
import { ApiKeyRequestService } from './api-key-request.service.js';
import { ApiKeyRulesService } from './api-key-rules.service.js';
import { MintApiKeyService } from './mint-api-key.service.js';

type Rotate = InputOf<typeof rotateApiKey>;

/** Replaces a key by one alike; the old one lives on for a grace, if asked, and is never switched on again. */
@Injectable()
export class RotateApiKeyService {
  constructor(
    private readonly keys: MintApiKeyService,
    private readonly revocations: RevocationService,
    private readonly rules: ApiKeyRulesService,
    private readonly query: ApiKeyQuery,
    private readonly requests: ApiKeyRequestService,
  ) {}

  async rotate(input: Rotate): Promise<OutputOf<typeof rotateApiKey>> {
    const { caller, userId, apiKeyId, body, idempotencyKey } = input;
    if (caller.userId !== userId) throw new NotFound();
    const { rotatable, maxGraceSeconds } = this.rules.rules;
    if (!rotatable || body.gracePeriodSeconds > maxGraceSeconds) throw new RotationNotAllowed();
    const proved = await this.rules.provePassword(caller, body.currentPassword);

    const request = { userId, idempotencyKey, asked: { ...body, rotates: apiKeyId }, proved };
    const result = await this.requests.once(caller, request, async (tx, account) => {
      const old = await this.query.find(tx, userId, apiKeyId);
      if (!old) throw new ApiKeyNotFound();
      if (old.status !== 'active' || old.expired) throw new RotationNotAllowed();
      this.rules.requireHeld(caller, old.rights);
      const created = await this.successor(tx, { caller, account, old });
      await this.adopt(tx, old.id, { by: created.apiKey.id, but: caller.credentialId });
      return { created, invalidations: await this.supersede(tx, input, old) };
    });
    // The first of two alike may have died before its barrier.
    if ('repeated' in result) await this.revocations.closeIfGone(userId, apiKeyId);
    else await this.revocations.close(result.invalidations);
    return result.created;
  }

  private async successor(
    tx: EntityManager,
    { caller, account, old }: { caller: Caller; account: FencedAccount; old: ApiKeyRow },
  ) {
    const maker = await this.query.ofCaller(tx, caller);
    const byAnotherKey = maker !== undefined && maker.id !== old.id;
    return this.keys.mint(tx, {
      caller,
      name: old.name,
      rights: old.rights,
      allowedCidrs: this.rules.addresses(old.allowed_cidrs, maker),
      epoch: account.keyEpoch,
      // One that rotates itself does not take its successor along when it goes; what made the old one does.
      parentId: byAnotherKey ? maker.id : old.parent_id,
      expiresAt: this.rules.expiryOfSuccessor(old, account.now.getTime(), maker?.expires_at ?? null),
    });
  }

  /** What the old one made dies with the new one from now on; but nothing becomes its own forefather. */
  private async adopt(
    tx: EntityManager,
    oldId: string,
    { by, but }: { by: string; but: string },
  ): Promise<void> {
    await tx.query('UPDATE credential SET parent_id = $2 WHERE parent_id = $1 AND id NOT IN ($2, $3)', [
      oldId,
      by,
      but,
    ]);
  }

  /** The row stays, dead or dying, so that a use after the grace is recognised. */
  private async supersede(
    tx: EntityManager,
    { caller, userId, body }: Rotate,
    old: ApiKeyRow,
  ): Promise<Invalidation[]> {
    await tx.query(
      `UPDATE credential SET status = 'superseded',
              dies_at = least(dies_at, clock_timestamp() + make_interval(secs => $2)) WHERE id = $1`,
      [old.id, body.gracePeriodSeconds],
    );
    await tx.query('UPDATE api_key SET updated_at = clock_timestamp() WHERE credential_id = $1', [old.id]);
    await record(tx, apiKeyChanged, { ...factBy(old, caller), changed: ['status'] });
    return this.revocations.narrow(tx, userId, old.id);
  }
}
