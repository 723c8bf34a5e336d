import { describe, expect, it } from '@jest/globals';
import type { Principal } from '@latchkey/contracts/tokens/credential';
import { PrincipalCache } from './principal-cache.js';

const principal = (userId: string, credentialId: string): Principal => ({
  userId,
  handle: userId,
  admin: false,
  credentialId,
  kind: 'key',
  rights: [],
  epoch: 1,
  authenticatedAt: null,
  allowedCidrs: [],
});
const fill = (userId: string, credentialId: string, seq = 0, sentAt = 0) => ({
  principal: principal(userId, credentialId),
  remainingMs: 1e15,
  seq,
  sentAt,
});

describe('PrincipalCache', () => {
  it('answers what it was given, until it dies', () => {
    const cache = new PrincipalCache(10);
    cache.fill('k', { ...fill('ada', 'key_1'), remainingMs: 1000 }, 5);
    expect(cache.get('k', 500)?.credentialId).toBe('key_1');
    expect(cache.get('k', 1000)).toBeUndefined();
  });

  it('counts the lifetime from when it was asked, not from when the answer came, with a margin for a slow clock', () => {
    const cache = new PrincipalCache(10);
    cache.fill('k', { ...fill('ada', 'key_1', 0, 100), remainingMs: 1000 }, 900);
    expect(cache.get('k', 1079)).toBeDefined();
    expect(cache.get('k', 1080)).toBeUndefined();
  });

  it('asks again after five minutes at the latest, however long the credential lives', () => {
    const cache = new PrincipalCache(10);
    cache.fill('k', fill('ada', 'key_1'), 0);
    expect(cache.get('k', 293_999)).toBeDefined();
    expect(cache.get('k', 294_001)).toBeUndefined();
  });

  it('drops everything of a user, and nothing of another', () => {
    const cache = new PrincipalCache(10);
    cache.fill('a1', fill('ada', 'key_1'), 0);
    cache.fill('a2', fill('ada', 'ses_2'), 0);
    cache.fill('b', fill('bob', 'key_3'), 0);
    cache.apply({ seq: 1, userId: 'ada', credentialId: null }, 0);
    expect([cache.get('a1', 0), cache.get('a2', 0)]).toEqual([undefined, undefined]);
    expect(cache.get('b', 0)).toBeDefined();
  });

  it('drops one credential, and not the others of its user', () => {
    const cache = new PrincipalCache(10);
    cache.fill('a1', fill('ada', 'key_1'), 0);
    cache.fill('a2', fill('ada', 'ses_2'), 0);
    cache.apply({ seq: 1, userId: 'ada', credentialId: 'key_1' }, 0);
    expect(cache.get('a1', 0)).toBeUndefined();
    expect(cache.get('a2', 0)).toBeDefined();
  });

  it.each([
    ['of the user', null],
    ['of the credential', 'key_1'],
  ])('refuses an answer that has not seen an invalidation %s', (_, credentialId) => {
    const cache = new PrincipalCache(10);
    cache.apply({ seq: 7, userId: 'ada', credentialId }, 10);
    expect(cache.fill('k', fill('ada', 'key_1', 6), 20)).toBe(false);
    expect(cache.get('k', 20)).toBeUndefined();
    expect(cache.fill('k', fill('ada', 'key_1', 7), 20)).toBe(true);
  });

  it('refuses answers that were on their way when everything was forgotten', () => {
    const cache = new PrincipalCache(10);
    cache.fill('k', fill('ada', 'key_1', 3), 0);
    cache.clear(5);
    expect(cache.get('k', 0)).toBeUndefined();
    expect(cache.fill('k', fill('ada', 'key_1', 4), 0)).toBe(false);
    expect(cache.fill('k', fill('ada', 'key_1', 5), 0)).toBe(true);
  });

  it('refuses an answer so old that its floor may have been forgotten', () => {
    const cache = new PrincipalCache(10);
    cache.apply({ seq: 7, userId: 'ada', credentialId: null }, 0);
    cache.tidy(40_000);
    expect(cache.fill('k', fill('ada', 'key_1', 6, 0), 40_000)).toBe(false);
  });

  it('keeps no more entries than it may, and forgets the oldest first', () => {
    const cache = new PrincipalCache(2);
    for (const key of ['a', 'b', 'c']) cache.fill(key, fill(key, `key_${key}`), 0);
    expect(cache.size).toBe(2);
    expect(cache.get('a', 0)).toBeUndefined();
    expect(cache.get('c', 0)).toBeDefined();
  });

  it('lets go of what has run out', () => {
    const cache = new PrincipalCache(10);
    cache.fill('k', { ...fill('ada', 'key_1'), remainingMs: 10 }, 0);
    cache.tidy(11);
    expect(cache.size).toBe(0);
  });
});
