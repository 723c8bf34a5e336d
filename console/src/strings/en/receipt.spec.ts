import { describe, expect, it } from '@jest/globals';
import { receipt } from './receipt.js';

describe('a receipt in words', () => {
  it('names what died, by the names of this deployment', () => {
    const died = receipt.died({ sessions: 2, cliTokens: 1, apiKeys: 3 }, 'Token', 'Tokens');
    expect(died).toBe('Ended: 2 sessions, 1 command-line sign-in and 3 tokens.');
    expect(receipt.died({ sessions: 1, cliTokens: 0, apiKeys: 0 }, 'API key', 'API keys')).toBe(
      'Ended: 1 session.',
    );
    expect(receipt.died({ sessions: 0, cliTokens: 0, apiKeys: 0 }, 'API key', 'API keys')).toBe(
      'There was nothing left to end.',
    );
  });

  it('tells on how many gateways, and of those that could not confirm', () => {
    expect(receipt.barrier(3, 3, 0, 7.4)).toBe('All 3 gateways confirmed it, in 7 milliseconds.');
    expect(receipt.barrier(1, 1, 0, 0.4)).toBe('The one gateway confirmed it, in less than a millisecond.');
    expect(receipt.barrier(2, 1, 1, 3000)).toBe(
      '1 of 2 gateways confirmed it, 1 lost the right to answer, in 3,000 milliseconds.',
    );
    expect(receipt.barrier(0, 0, 0, 1)).toBe('No gateway remembered any of it.');
  });
});
