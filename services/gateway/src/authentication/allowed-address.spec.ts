import { describe, expect, it } from '@jest/globals';
import { allowsAddress } from './allowed-address.js';

describe('allowsAddress', () => {
  it('lets every address in where no range is named', () => {
    expect(allowsAddress([], '203.0.113.7')).toBe(true);
    expect(allowsAddress([], 'not an address')).toBe(true);
  });

  it.each([
    ['10.0.0.0/8', '10.255.255.255'],
    ['203.0.113.7/32', '203.0.113.7'],
    ['203.0.113.7/32', '::ffff:203.0.113.7'],
    ['203.0.113.7/32', '::ffff:cb00:7107'],
    ['2001:db8::/32', '2001:db8:ffff::1'],
    ['2001:db8::1/128', '2001:0DB8:0:0:0:0:0:1'],
    ['0.0.0.0/0', '198.51.100.1'],
    ['::/0', '2001:db8::1'],
  ])('%s holds %s', (cidr, address) => {
    expect(allowsAddress([cidr], address)).toBe(true);
  });

  it.each([
    ['10.0.0.0/8', '11.0.0.0'],
    ['203.0.113.6/31', '203.0.113.8'],
    ['2001:db8::/32', '2001:db9::1'],
    // One family says nothing of the other.
    ['0.0.0.0/0', '2001:db8::1'],
    ['::/0', '203.0.113.7'],
    ['10.0.0.0/8', ''],
    ['10.0.0.0/8', 'unknown'],
    ['10.0.0.0/8', '10.0.0.1, 192.0.2.1'],
  ])('%s does not hold "%s"', (cidr, address) => {
    expect(allowsAddress([cidr], address)).toBe(false);
  });

  it('one range of several is enough', () => {
    const ranges = ['192.0.2.0/24', '2001:db8::/32'];
    expect(
      ['192.0.2.9', '2001:db8::9', '198.51.100.9'].map((address) => allowsAddress(ranges, address)),
    ).toEqual([true, true, false]);
  });
});
