import { createHash } from 'node:crypto';
import { parseToken } from '@latchkey/contracts/token';
import type { CredentialProof } from '@latchkey/contracts/tokens/credential';

/** What is told of a token to the tokens service; null for a text that is no token of ours. */
export function credentialProof(text: string): CredentialProof | null {
  const parsed = parseToken(text);
  if (!parsed) return null;
  return {
    credentialId: `${parsed.kind === 'key' ? 'key' : 'ses'}_${parsed.id}`,
    kind: parsed.kind,
    secretHash: createHash('sha256').update(parsed.secret).digest('base64'),
  };
}
