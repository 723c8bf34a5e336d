import { hash } from 'node:crypto';
import { parseToken } from '@latchkey/contracts/token';
import type { Principal } from '@latchkey/contracts/tokens/credential';
import { Injectable } from '@nestjs/common';
import { CredentialQuestions } from './credential-questions.service.js';
import { LeaseKeeper } from './lease-keeper.service.js';
import { UseReporter } from './use-reporter.service.js';

const sha256 = (text: string) => hash('sha256', text, 'base64');

/** Says whose credential a token is: from the cache under a lease, else from the tokens service; never stale. */
@Injectable()
export class LeasedVerifier {
  constructor(
    private readonly questions: CredentialQuestions,
    private readonly keeper: LeaseKeeper,
    private readonly uses: UseReporter,
  ) {}

  /** The hot path, in one synchronous turn: nothing lies between reading the clock and the answer. */
  cached(token: string, ipAddress: string | null): Principal | undefined {
    const key = sha256(token);
    const now = performance.now();
    if (!this.keeper.lease.holds(now)) return undefined;
    const entry = this.keeper.cache.find(key, now);
    if (entry && ipAddress !== null) this.uses.note(entry, ipAddress, now);
    return entry?.principal;
  }

  /**
   * @param ipAddress null when nobody uses it now, so that a session left open still comes to its end
   * @returns null for anything but a live credential; a text with a wrong shape or checksum is looked up nowhere
   * @throws Unavailable when there is no lease and the tokens service does not answer: never a guess
   */
  async verify(token: string, ipAddress: string | null): Promise<Principal | null> {
    return this.cached(token, ipAddress) ?? (await this.ask(token, ipAddress));
  }

  private async ask(token: string, ipAddress: string | null): Promise<Principal | null> {
    const parsed = parseToken(token);
    if (!parsed) return null;
    const sentAt = performance.now();
    const answer = await this.questions.ask({
      credentialId: `${parsed.kind === 'key' ? 'key' : 'ses'}_${parsed.id}`,
      kind: parsed.kind,
      secretHash: sha256(parsed.secret),
      ipAddress,
    });
    const { principal, remainingMs, seq } = answer;
    if (principal)
      this.keeper.cache.fill(sha256(token), { principal, remainingMs, seq, sentAt }, performance.now());
    return principal;
  }
}
