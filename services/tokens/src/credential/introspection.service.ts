import type { InputOf, OutputOf } from '@latchkey/contracts/rpc';
import type { introspectCredentials } from '@latchkey/contracts/tokens/credential';
import { Injectable } from '@nestjs/common';
import { CredentialService, type Holder } from './credential.service.js';

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
    const holders = await this.credentials.holdersOf(proofs.filter((proof) => proof !== null));
    return { answers: proofs.map((proof) => (proof ? answerOn(holders.shift()) : inactive)) };
  }
}

function answerOn(holder: Holder | undefined): Answer {
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
