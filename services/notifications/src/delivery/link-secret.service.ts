import { issuePasswordResetLink } from '@latchkey/contracts/identity/password-reset';
import { RpcClient } from '@latchkey/messaging/rpc-client';
import { Injectable } from '@nestjs/common';
import type { Mail } from '../mail.js';

/** Puts secrets into links at the last moment: no row, event or job ever holds one. */
@Injectable()
export class LinkSecretService {
  constructor(private readonly rpc: RpcClient) {}

  /**
   * @returns the mail as it is handed in; null when its link has become void meanwhile
   * @throws Unavailable when nobody can give out the secret: the mail is tried again
   */
  async fillIn({ secretOf, ...mail }: Mail): Promise<Mail | null> {
    if (!secretOf || !mail.advice) return mail;
    const { token } = await this.rpc.call(issuePasswordResetLink, secretOf);
    if (token === null) return null;
    // Behind the fragment, which no server is sent and no log keeps (attack case W12).
    return { ...mail, advice: { ...mail.advice, path: `${mail.advice.path}#token=${token}` } };
  }
}
