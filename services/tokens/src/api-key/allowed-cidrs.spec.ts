import { describe, expect, it } from '@jest/globals';
import { canonicalCidrs, firstOutside } from './allowed-cidrs.js';

describe('canonicalCidrs', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1/32'],
    ['10.1.2.3/8', '10.0.0.0/8'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['2001:DB8::1', '2001:db8::1/128'],
    ['2001:db8:ffff::/32', '2001:db8::/32'],
    ['::ffff:192.168.0.1', '192.168.0.1/32'],
    ['::ffff:192.168.0.1/120', '192.168.0.0/24'],
    ['::/0', '::/0'],
  ])('%s → %s', (text, canonical) => expect(canonicalCidrs([text])).toEqual([canonical]));

  it.each([
    '',
    '10.0.0',
    '10.0.0.256',
    '010.0.0.1',
    '0x7f.1',
    '10.0.0.1/33',
    '10.0.0.1/-1',
    '10.0.0.1/8/8',
    'fe80::1%eth0',
    '::1/129',
    'localhost',
    '10.0.0.1/08',
  ])('refuses %j, and points at it', (text) => {
    expect(() => canonicalCidrs(['10.0.0.1', text])).toThrow(
      expect.objectContaining({
        code: 'validation_failed',
        message: expect.stringContaining('/allowedCidrs/1'),
      }),
    );
  });
});

describe('firstOutside', () => {
  it.each<[string[], string[], number | undefined]>([
    [['0.0.0.0/0'], [], undefined],
    [['10.1.0.0/16', '10.0.0.1/32'], ['10.0.0.0/8'], undefined],
    [['10.0.0.0/8'], ['10.0.0.0/8'], undefined],
    [['10.0.0.0/7'], ['10.0.0.0/8'], 0],
    [['10.0.0.0/8', '11.0.0.0/8'], ['10.0.0.0/8'], 1],
    [['192.0.2.1/32'], ['10.0.0.0/8', '192.0.2.0/24'], undefined],
    // Two limits that together hold a range hold it in none.
    [['10.0.0.0/8'], ['10.0.0.0/9', '10.128.0.0/9'], 0],
    [['2001:db8:1::/48'], ['2001:db8::/32'], undefined],
    [['::/0'], ['0.0.0.0/0'], 0],
    [['0.0.0.0/0'], ['::/0'], 0],
    [[], ['10.0.0.0/8'], undefined],
  ])('of %j within %j', (cidrs, limits, index) => expect(firstOutside(cidrs, limits)).toBe(index));
});
