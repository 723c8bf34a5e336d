import type { Receipt } from '@latchkey/contracts/tokens/revocation';
import type { z } from 'zod';

type ReceiptOf = z.infer<typeof Receipt>;

const count = (n: number, what: string): string[] => (n === 0 ? [] : [`${n} ${what}${n === 1 ? '' : 's'}`]);

function joined(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** What died, when, and on how many gateways. */
export function receiptInWords({ revoked, effectiveAt, barrier }: ReceiptOf): string {
  const dead = [
    ...count(revoked.sessions, 'session'),
    ...count(revoked.cliTokens, 'CLI sign-in'),
    ...count(revoked.apiKeys, 'API key'),
  ];
  if (dead.length === 0) return 'There was nothing left to revoke.';
  return `Revoked ${joined(dead)}. Accepted nowhere since ${clock(effectiveAt)}: ${barrierInWords(barrier)}.`;
}

function barrierInWords({ gateways, acknowledged, expired, elapsedMs }: ReceiptOf['barrier']): string {
  const time = `within ${Math.ceil(elapsedMs)} ms`;
  const all = gateways === 1 ? 'the gateway' : `${acknowledged} of ${gateways} gateways`;
  if (expired === 0) return `${gateways === 0 ? 'no gateway knew them' : `${all} confirmed`} ${time}`;
  return `${acknowledged} of ${gateways} gateways confirmed, ${expired} lost the right to answer, ${time}`;
}

const clock = (time: string): string => new Date(time).toLocaleTimeString('en-GB', { timeZoneName: 'short' });
