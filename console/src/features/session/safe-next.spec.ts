import { describe, expect, it } from '@jest/globals';
import { safeNext } from './safe-next.js';

const origin = 'https://account.example';
const home = '/settings/profile';

describe('safeNext', () => {
  it.each([
    ['/settings/sessions', '/settings/sessions'],
    ['/device?code=BDWP-HQPK', '/device?code=BDWP-HQPK'],
    ['/settings/api-keys#main', '/settings/api-keys#main'],
  ])('goes to a page of the console: %s', (next, expected) => {
    expect(safeNext(next, origin)).toBe(expected);
  });

  it.each([
    null,
    '',
    '/',
    'settings',
    'https://evil.example/',
    '//evil.example/x',
    '/\\evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
  ])('goes home for anything else: %j', (next) => {
    expect(safeNext(next, origin)).toBe(home);
  });
});
