import type { Caller } from '@latchkey/contracts/caller';
import type { InputOf } from '@latchkey/contracts/rpc';
import {
  type ApiKey,
  apiKeyChanged,
  apiKeyDeleted,
  type deleteApiKey,
  type getApiKey,
  type listApiKeys,
  type UpdateApiKey,
  type updateApiKey,
} from '@latchkey/contracts/tokens/api-key';
import type { Receipt } from '@latchkey/contracts/tokens/revocation';
import { newId } from '@latchkey/database/id';
import { type Page, pageOfRows, readCursor } from '@latchkey/database/page';
import { transactionTime } from '@latchkey/database/transaction-time';
import { NotFound } from '@latchkey/errors/errors';
import { record } from '@latchkey/messaging/record';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { FencedTransactionService } from '../account/fenced-transaction.service.js';
import { RevocationService } from '../revocation/revocation.service.js';
import { ApiKeyNotFound, DeactivationNotAllowed } from './api-key.errors.js';
import { ApiKeyQuery, type ApiKeyRow } from './api-key.query.js';
import { factBy } from './api-key-facts.js';
import { ApiKeyRulesService } from './api-key-rules.service.js';

interface Change {
  name: string | null;
  rights: string[];
  allowedCidrs: string[];
  status: string;
  expiresAt: string | null;
}

/** Reads, changes and deletes keys. Nobody but the owner, not even an administrator, sees one. */
@Injectable()
export class ApiKeyService {
  constructor(
    private readonly fenced: FencedTransactionService,
    private readonly revocations: RevocationService,
    private readonly rules: ApiKeyRulesService,
    private readonly query: ApiKeyQuery,
  ) {}

  async list({ caller, userId, page }: InputOf<typeof listApiKeys>): Promise<Page<ApiKey>> {
    if (caller.userId !== userId) throw new NotFound();
    const rows = await this.query.list(userId, readCursor(page.cursor), page.limit);
    return pageOfRows(rows, page.limit, {
      positionOf: (row) => [row.position, row.id],
      toItem: (row) => this.query.toApiKey(row),
    });
  }

  async get({ caller, userId, apiKeyId }: InputOf<typeof getApiKey>): Promise<ApiKey> {
    return this.query.toApiKey(await this.load(this.query.manager, caller, { userId, apiKeyId }));
  }

  /** What takes something away answers when no gateway grants it any more. */
  async update({ caller, userId, apiKeyId, patch }: InputOf<typeof updateApiKey>): Promise<ApiKey> {
    const widens =
      patch.rights !== undefined || patch.allowedCidrs !== undefined || patch.expiresAt !== undefined;
    const sensitive = widens && caller.userId === userId;
    const proved = sensitive && (await this.rules.provePassword(caller, patch.currentPassword));
    const { row, invalidations } = await this.fenced.run(caller, async (tx, account) => {
      if (sensitive) this.rules.requireFresh(caller, account, { proved });
      const key = await this.load(tx, caller, { userId, apiKeyId });
      const change = await this.changeOf(tx, caller, key, patch);
      await this.write(tx, key.id, change);
      // A new expiry is warned of anew.
      if (patch.expiresAt !== undefined) {
        await tx.query('UPDATE api_key SET warned_days = NULL WHERE credential_id = $1', [key.id]);
      }
      const row = await this.load(tx, caller, { userId, apiKeyId });
      const changed = Object.keys(patch).filter((name) => name !== 'currentPassword');
      await record(tx, apiKeyChanged, { ...factBy(row, caller), changed });
      const onlyName = changed.every((name) => name === 'name');
      const invalidations = onlyName ? [] : await this.revocations.narrow(tx, userId, key.id);
      return { row, invalidations };
    });
    await this.revocations.close(invalidations);
    return this.query.toApiKey(row);
  }

  async delete({ caller, userId, apiKeyId }: InputOf<typeof deleteApiKey>): Promise<Receipt> {
    if (caller.userId !== userId) throw new NotFound();
    const ended = await this.fenced.run(caller, async (tx) => {
      const key = await this.query.find(tx, userId, apiKeyId);
      if (!key) return undefined;
      const invalidations = await this.revocations.end(tx, userId, [apiKeyId]);
      const [effectiveAt] = await Promise.all([
        transactionTime(tx),
        record(tx, apiKeyDeleted, factBy(key, caller)),
      ]);
      return { invalidations, effectiveAt };
    });
    if (!ended) {
      await this.revocations.closeIfGone(userId, apiKeyId);
      throw new ApiKeyNotFound();
    }
    const revoked = { sessions: 0, cliTokens: 0, apiKeys: ended.invalidations.length };
    return this.revocations.receipt({ id: newId('rev'), revoked, ...ended });
  }

  private async load(
    tx: EntityManager,
    caller: Caller,
    at: { userId: string; apiKeyId: string },
  ): Promise<ApiKeyRow> {
    const key = caller.userId === at.userId ? await this.query.find(tx, at.userId, at.apiKeyId) : undefined;
    if (!key) throw new ApiKeyNotFound();
    return key;
  }

  private async changeOf(
    tx: EntityManager,
    caller: Caller,
    key: ApiKeyRow,
    patch: UpdateApiKey,
  ): Promise<Change> {
    const maker = await this.query.ofCaller(tx, caller);
    const change: Change = {
      name: patch.name === undefined ? key.name : patch.name?.trim() || null,
      rights: patch.rights ? this.rules.rightsForExisting(caller, key.rights, patch.rights) : key.rights,
      allowedCidrs: patch.allowedCidrs ? this.rules.addresses(patch.allowedCidrs, maker) : key.allowed_cidrs,
      status: this.statusOf(key, patch.status),
      expiresAt: key.expires_at?.toISOString() ?? null,
    };
    if (patch.expiresAt === undefined) return change;
    const at = { now: Date.parse(await transactionTime(tx)), limit: maker?.expires_at ?? null };
    return { ...change, expiresAt: this.rules.expiryForExisting(key.expires_at, patch.expiresAt, at) };
  }

  /** One that was rotated away stays so: switching it on would undo the rotation. */
  private statusOf(key: ApiKeyRow, wanted: UpdateApiKey['status']): string {
    if (wanted === undefined || wanted === key.status) return key.status;
    if (!this.rules.rules.deactivatable || key.status === 'superseded') throw new DeactivationNotAllowed();
    return wanted;
  }

  private async write(tx: EntityManager, id: string, change: Change): Promise<void> {
    await tx.query(
      `UPDATE credential SET rights = $2, allowed_cidrs = $3, status = $4, expires_at = $5,
              dies_at = coalesce($5::timestamptz, 'infinity') WHERE id = $1`,
      [id, change.rights, change.allowedCidrs, change.status, change.expiresAt],
    );
    await tx.query('UPDATE api_key SET name = $2, updated_at = clock_timestamp() WHERE credential_id = $1', [
      id,
      change.name,
    ]);
  }
}
