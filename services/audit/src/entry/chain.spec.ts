import { describe, expect, it } from '@jest/globals';
import type { AuditEntry } from '@latchkey/contracts/audit/entry';
import { canonicalJson, hashOf } from './chain.js';

const entry: Omit<AuditEntry, 'hash'> = {
  id: 'aud_00000000000000000000',
  time: '2026-11-22T23:00:00.000Z',
  action: 'password.change',
  outcome: 'success',
  actor: { id: 'usr_00000000000000000000', handle: 'ada', credentialId: null, credentialKind: null },
  ipAddress: '203.0.113.7',
  userAgent: 'curl/8',
  target: { type: 'user', id: 'usr_00000000000000000000' },
  data: { revokeAll: true },
  previousHash: null,
};

describe('canonicalJson', () => {
  it('writes the same for the same members in another order', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: true })).toBe(
      '{"a":true,"b":[1,{"c":"x","d":null}]}',
    );
  });

  it('sorts by UTF-16 code units, as RFC 8785 shows', () => {
    const example = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew',
      '1': 'One',
      '\ud83d\ude00': 'Emoji',
      '\u0080': 'Control',
      '\u00f6': 'O',
    };
    expect(Object.keys(JSON.parse(canonicalJson(example)))).toHaveLength(7);
    expect([...canonicalJson(example).matchAll(/:"([^"]+)"/g)].map((match) => match[1])).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'O',
      'Euro Sign',
      'Emoji',
      'Hebrew',
    ]);
  });
});

describe('hashOf', () => {
  it('is SHA-256 over the canonical JSON, whoever works it out', () => {
    // From sha256sum, over the JSON as typed by hand.
    expect(hashOf(entry)).toBe('f642e9f5be949f4c925e56d2fd9c55850bafb96017f7093f2a9e0c10c496e8d0');
    expect(hashOf({ ...entry, hash: 'whatever it said before' })).toBe(hashOf(entry));
  });

  it.each<[string, Partial<AuditEntry>]>([
    ['time', { time: '2026-11-22T23:00:00.001Z' }],
    ['outcome', { outcome: 'denied' }],
    ['actor', { actor: { ...entry.actor, handle: 'eve' } }],
    ['data', { data: { revokeAll: false } }],
    ['the entry before', { previousHash: 'a'.repeat(64) }],
  ])('changes with its %s', (_, change) => {
    expect(hashOf({ ...entry, ...change })).not.toBe(hashOf(entry));
  });
});
