import { describe, expect, it } from '@jest/globals';
import { addressBucket } from './address-bucket.js';

describe('addressBucket', () => {
  it('is the IPv4 address itself, also inside IPv6 (P20)', () => {
    const spellings = ['203.0.113.7', '::ffff:203.0.113.7', '::ffff:cb00:7107', '::FFFF:CB00:7107'];
    expect(new Set(spellings.map(addressBucket))).toEqual(new Set(['203.0.113.7']));
    expect(addressBucket('203.0.113.8')).not.toBe(addressBucket('203.0.113.7'));
  });

  it('is one for a whole /64 of IPv6, whatever the spelling', () => {
    const same = ['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:0DB8:0001:0002::abcd'];
    expect(new Set(same.map(addressBucket)).size).toBe(1);
  });

  it('tells two networks of /64 apart', () => {
    expect(addressBucket('2001:db8:1:2::1')).not.toBe(addressBucket('2001:db8:1:3::1'));
  });

  it('never mixes the families, nor lets a text that is no address be a bucket of its own', () => {
    expect(addressBucket('::1')).not.toBe(addressBucket('127.0.0.1'));
    expect(addressBucket('forged-1')).toBe(addressBucket('forged-2'));
  });
});
