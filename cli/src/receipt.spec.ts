import { describe, expect, it } from '@jest/globals';
import { receiptInWords } from './receipt.js';

const receipt = (revoked: object, barrier: object = {}) => ({
  id: 'rev_00000000000000000000',
  effectiveAt: '2026-06-14T10:00:00.000Z',
  revoked: { sessions: 0, cliTokens: 0, apiKeys: 0, ...revoked },
  barrier: { gateways: 2, acknowledged: 2, expired: 0, elapsedMs: 11.2, ...barrier },
});

describe('receiptInWords', () => {
  it('says what died, since when, and who confirmed it', () => {
    expect(receiptInWords(receipt({ sessions: 2, cliTokens: 1, apiKeys: 3 }))).toMatch(
      /^Revoked 2 sessions, 1 CLI sign-in and 3 API keys\. Accepted nowhere since \d\d:\d\d:\d\d \S+: 2 of 2 gateways confirmed within 12 ms\.$/,
    );
  });

  it('says how many gateways could not confirm', () => {
    expect(receiptInWords(receipt({ sessions: 1 }, { acknowledged: 1, expired: 1 }))).toContain(
      '1 of 2 gateways confirmed, 1 lost the right to answer',
    );
  });

  it('says that nothing was left', () =>
    expect(receiptInWords(receipt({}))).toBe('There was nothing left to revoke.'));
});
