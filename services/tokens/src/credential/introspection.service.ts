import type { InputOf, OutputOf } from '@latchkey/contracts/rpc';
import type { CredentialProof, introspectCredentials } from '@latchkey/contracts/tokens/credential';
import { Injectable } from '@nestjs/common';
import { CredentialService } from './credential.service.js';

type Answer = OutputOf<typeof introspectCredentials>['answers'][number];

const inactive: Answer = { active: false };
const seconds = (time: Date) => Math.floor(time.getTime() / 1000);

/** RFC 7662: programs ask whose a token is. Nothing is told of one that is not alive. */
@Injectable()
export class IntrospectionService {
  constructor(private readonly credentials: CredentialService) {}

  async introspect({
    proofs,
  }: InputOf<typeof introspectCredentials>): Promise<OutputOf<typeof introspectCredentials>> {
    return { answers: await Promise.all(proofs.map((proof) => (proof ? this.answer(proof) : inactive))) };
  }

  private async answer(proof: CredentialProof): Promise<Answer> {
    const holder = await this.credentials.holderOf(proof);
    if (!holder?.principal) return inactive;
    const { principal, createdAt, diesAt } = holder;
    return {
      active: true,
      sub: principal.userId,
      username: principal.handle,
      token_type: 'Bearer',
      scope: principal.rights.join(' '),
      jti: principal.credentialId,
      iat: seconds(createdAt),
      ...(diesAt ? { exp: seconds(diesAt) } : {}),
    };
  }
}
