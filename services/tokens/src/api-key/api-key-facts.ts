import { type Actor, actorOf, type Caller } from '@latchkey/contracts/caller';
import type { ApiKeyRow } from './api-key.query.js';

/** What events tell of a key: never its secret. */
export const factOf = (row: ApiKeyRow, actor: Actor) => ({
  userId: row.user_id,
  apiKeyId: row.id,
  name: row.name,
  last4: row.last4,
  rights: row.rights,
  expiresAt: row.expires_at?.toISOString() ?? null,
  actor,
});

export const factBy = (row: ApiKeyRow, caller: Caller) => factOf(row, actorOf(caller));
