import type { InputOf, OutputOf } from '@latchkey/contracts/rpc';
import type { rotateSession } from '@latchkey/contracts/tokens/session';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AccountService } from '../account/account.service.js';
import { CredentialService } from '../credential/credential.service.js';
import { RevocationService } from '../revocation/revocation.service.js';

/** Gives a session another secret, so that nobody who saw the old one has what its owner gains now. */
@Injectable()
export class RotateSessionService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly accounts: AccountService,
    private readonly credentials: CredentialService,
    private readonly revocations: RevocationService,
  ) {}

  /**
   * Fenced by the secret itself and not by the caller's epoch: a session that was spared by "revoke all" has a newer one.
   */
  async rotate(input: InputOf<typeof rotateSession>): Promise<OutputOf<typeof rotateSession>> {
    const { userId, credentialId } = input.caller;
    const rotated = await this.db.transaction(async (tx) => {
      await this.accounts.lock(tx, userId);
      const secretHash = Buffer.from(input.secretHash, 'base64');
      const token = await this.credentials.replaceSecret(tx, credentialId, secretHash);
      return token && { token, invalidations: await this.revocations.narrow(tx, userId, credentialId) };
    });
    if (!rotated) return { token: null };
    await this.revocations.close(rotated.invalidations);
    return { token: rotated.token };
  }
}
