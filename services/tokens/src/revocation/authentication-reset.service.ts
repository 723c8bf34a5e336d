import { actorOf } from '@latchkey/contracts/caller';
import type { InputOf } from '@latchkey/contracts/rpc';
import type { Receipt, resetAuthentication } from '@latchkey/contracts/tokens/revocation';
import { NotFound } from '@latchkey/errors/errors';
import { Injectable } from '@nestjs/common';
import { FencedTransactionService } from '../account/fenced-transaction.service.js';
import { StepUpService } from '../step-up/step-up.service.js';
import { RevocationService } from './revocation.service.js';

/** "Immediately reset all authenticated access": every session, CLI token and API key, the asking one too. */
@Injectable()
export class AuthenticationResetService {
  constructor(
    private readonly fenced: FencedTransactionService,
    private readonly revocations: RevocationService,
    private readonly stepUp: StepUpService,
  ) {}

  async reset({ caller, userId, currentPassword }: InputOf<typeof resetAuthentication>): Promise<Receipt> {
    if (caller.userId !== userId && !caller.admin) throw new NotFound();
    await this.stepUp.require(caller, currentPassword);
    const revocation = await this.fenced.run(caller, (tx) =>
      this.revocations.revokeAll(tx, {
        userId,
        reason: 'authentication_reset',
        actor: actorOf(caller),
        covers: { logins: true, keys: true },
      }),
    );
    return this.revocations.receipt(revocation);
  }
}
