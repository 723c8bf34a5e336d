import { describe, expect, it } from '@jest/globals';
import { brokenHandleRules } from './handle-rules.js';

const policy = { pattern: '[a-z0-9](?:-?[a-z0-9])*', minLength: 2, maxLength: 10 };
const codes = (handle: string) => brokenHandleRules(policy, handle).map(({ code }) => code);

describe('brokenHandleRules', () => {
  it('takes letters, digits and single inner hyphens', () => {
    expect(['ada', 'a1', 'a-b-c', '0x'].flatMap(codes)).toEqual([]);
  });

  it.each(['-ada', 'ada-', 'a--b', 'Ada', 'a da', 'ada\n', 'аda', 'usr_a'])('refuses %j', (handle) => {
    expect(codes(handle)).toEqual(['invalid_format']);
  });

  it('matches the whole handle, though the pattern has no anchors', () => {
    expect(codes('!ada!')).toEqual(['invalid_format']);
    expect(brokenHandleRules({ ...policy, pattern: 'ada|bob' }, 'adabob')).toHaveLength(1);
  });

  it('checks the length', () => {
    expect(codes('a')).toEqual(['too_short']);
    expect(codes('a'.repeat(11))).toEqual(['too_long']);
  });

  it('never shows a long text to the pattern', () => {
    // Takes longer than any test runs, if it is tried.
    const slow = { ...policy, pattern: '(?:a+)+' };
    expect(brokenHandleRules(slow, `${'a'.repeat(50_000)}!`)[0]?.code).toBe('too_long');
  });
});
