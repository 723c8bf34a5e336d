import { createHash } from 'node:crypto';
import type { AuditEntry } from '@latchkey/contracts/audit/entry';

/** JSON with one spelling: members sorted by name, no white space (RFC 8785). */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    // By UTF-16 code units, as the RFC asks; a locale's order would differ from machine to machine.
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}

/**
 * What an entry's `hash` must be: SHA-256, in hex, over its canonical JSON without `hash`. It covers `previousHash`,
 * so an entry that is changed, removed or slipped in breaks the chain from there on. Whoever has the entries as the
 * API gives them can work it out too.
 */
export function hashOf({ hash: _, ...entry }: Omit<AuditEntry, 'hash'> & { hash?: unknown }): string {
  return createHash('sha256').update(canonicalJson(entry)).digest('hex');
}
