import { type Actor, anonymous } from '@latchkey/contracts/caller';
import type { InputOf } from '@latchkey/contracts/rpc';
import type { revokeCredentials } from '@latchkey/contracts/tokens/credential';
import { credentialsRevoked } from '@latchkey/contracts/tokens/revocation';
import { newId } from '@latchkey/database/id';
import { record } from '@latchkey/messaging/record';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AccountService } from '../account/account.service.js';
import { CredentialService, type Holder } from '../credential/credential.service.js';
import { RevocationService } from './revocation.service.js';

/** Whoever holds a token may end it: its owner who signs out (RFC 7009), or a stranger who found it. */
@Injectable()
export class RevokeByHolderService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly accounts: AccountService,
    private readonly credentials: CredentialService,
    private readonly revocations: RevocationService,
  ) {}

  /** Answers when none of them is accepted anywhere; those already dead wait for their barrier again. */
  async revoke({ client, proofs, leaked }: InputOf<typeof revokeCredentials>): Promise<{ revoked: number }> {
    let revoked = 0;
    for (const proof of proofs) {
      const [holder] = await this.credentials.holdersOf([proof]);
      if (!holder) continue;
      const actor: Actor = leaked ? anonymous(client) : { ...anonymous(client), userId: holder.userId };
      const ended = await this.end(holder, { leaked, actor });
      if (ended.length > 0) revoked++;
      await (ended.length > 0
        ? this.revocations.close(ended)
        : this.revocations.closeIfGone(holder.userId, holder.id));
    }
    return { revoked };
  }

  private end(holder: Holder, { leaked, actor }: { leaked: boolean; actor: Actor }) {
    const { id, userId, kind } = holder;
    return this.db.transaction(async (tx) => {
      await this.accounts.lock(tx, userId);
      const ended = await this.revocations.end(tx, userId, [id]);
      if (ended.length === 0) return ended;
      await record(tx, credentialsRevoked, {
        userId,
        revocationId: newId('rev'),
        reason: leaked ? 'leak_reported' : 'signed_out',
        revoked: {
          sessions: Number(kind === 'session'),
          cliTokens: Number(kind === 'cli'),
          apiKeys: Number(kind === 'key'),
        },
        actor,
      });
      return ended;
    });
  }
}
