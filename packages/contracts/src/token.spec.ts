import { crc32 } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { base62, formatToken, parseToken, tokenChecksum, tokenPattern } from './token.js';

const parts = { kind: 'key', id: 'A1b2C3d4E5f6G7h8I9j0', secret: 'x'.repeat(43) } as const;

describe('token text', () => {
  it('comes back from what was formatted, and fits the published pattern', () => {
    const text = formatToken(parts);
    expect(text).toMatch(tokenPattern);
    expect(parseToken(text)).toEqual(parts);
  });

  it('carries the CRC-32 that zip uses, in base62', () => {
    // Check value of CRC-32/ISO-HDLC: "123456789" → 0xcbf43926.
    expect(tokenChecksum('123456789')).toBe(base62(0xcbf43926n, 6));
    if (typeof crc32 === 'function')
      expect(tokenChecksum('latchkey')).toBe(base62(BigInt(crc32('latchkey')), 6));
  });

  it('refuses every text with one character changed', () => {
    const text = formatToken(parts);
    for (let i = 0; i < text.length; i++) {
      const wrong = text.slice(0, i) + (text[i] === 'Z' ? 'Y' : 'Z') + text.slice(i + 1);
      expect(parseToken(wrong)).toBeUndefined();
    }
  });

  it.each([
    '',
    'null',
    'lk_key_',
    `${formatToken(parts)} `,
    formatToken(parts).slice(1),
    `${formatToken(parts)}a`,
  ])('refuses %j', (text) => expect(parseToken(text)).toBeUndefined());
});
