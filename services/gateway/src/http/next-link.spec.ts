import { describe, expect, it } from '@jest/globals';
import { nextLink } from './next-link.js';

const origin = 'https://keys.example.com';

describe('nextLink', () => {
  it.each([
    ['/v1/users', '/v1/users?cursor=abc'],
    ['/v1/users?limit=2', '/v1/users?limit=2&cursor=abc'],
    ['/v1/users?cursor=old&limit=2&query=a%20b', '/v1/users?cursor=abc&limit=2&query=a+b'],
    ['/v1/users?cursor=one&cursor=two', '/v1/users?cursor=abc'],
  ])('of %s leads on from there and asks the rest again', (address, next) => {
    expect(nextLink(origin, address, { items: [], nextCursor: 'abc' })).toBe(
      `<${origin}${next}>; rel="next"`,
    );
    expect(nextLink(`${origin}/`, address, { nextCursor: 'abc' })).toBe(`<${origin}${next}>; rel="next"`);
  });

  it.each<[unknown]>([
    [{ items: [], nextCursor: null }],
    [{ id: 'usr_1' }],
    ['nextCursor'],
    [null],
    [undefined],
  ])('is none of %j', (answer) => {
    expect(nextLink(origin, '/v1/users', answer)).toBeUndefined();
  });

  it('holds nothing that ends it early, whatever was asked', () => {
    const link = nextLink(origin, '/v1/users?query=%3E%0D%0Ax%22%3B', { nextCursor: 'a>b\r\n"' });
    expect(link).toMatch(/^<[^<>\s"]+>; rel="next"$/);
  });
});
