import { isMutant } from '@latchkey/config/mutant';
import type { Principal } from '@latchkey/contracts/tokens/credential';
import type { Invalidation } from '@latchkey/contracts/tokens/lease';

export interface Entry {
  readonly principal: Principal;
  /** On the monotonic clock of this process, in milliseconds. */
  readonly diesAt: number;
  /** The address that last used it, and when on the same clock; 0 once that is told. */
  usedFrom: string;
  usedAt: number;
}

export interface Fill {
  readonly principal: Principal;
  /** Lifetime left by the database's clock when it was asked, in milliseconds. */
  readonly remainingMs: number;
  /** The last invalidation that the answer has seen. */
  readonly seq: number;
  /** When the question was sent, on the monotonic clock. */
  readonly sentAt: number;
}

/** No answer is cached that took longer than this, in milliseconds; the RPC deadline is shorter. */
const oldestFillMs = 6000;
/**
 * Longest life of an entry, in milliseconds, and its margin: a clock that runs 2 % slow makes little of a few minutes,
 * but half a day of a month.
 */
const longestLifeMs = 300_000;
const driftMargin = 0.98;
/** How long it is remembered what was invalidated, in milliseconds: longer than any answer may take. */
const floorKeptMs = 30_000;
/** Lists of rights that are remembered at most. */
const mostLists = 10_000;
const anywhere: readonly string[] = [];

/**
 * What this gateway has verified. It decides nothing by itself: whoever asks must hold a lease at that moment.
 *
 * The key of an entry is the SHA-256 of the token, so that a dump of the memory holds no credential.
 */
export class PrincipalCache {
  private readonly entries = new Map<string, Entry>();
  private readonly keysOfUser = new Map<string, Set<string>>();
  /** Each list of rights once: few are different, and they are the larger part of an entry. */
  private readonly rights = new Map<string, readonly string[]>();
  /** The last invalidation applied for a user or credential. A fill that has not seen it is stale. */
  private readonly floors = new Map<string, { seq: number; at: number }>();
  private floorOfAll = 0;

  constructor(private readonly capacity: number) {}

  get size(): number {
    return this.entries.size;
  }

  /** @param now the monotonic clock, read at this moment */
  find(key: string, now: number): Entry | undefined {
    const entry = this.entries.get(key);
    return entry !== undefined && now < entry.diesAt ? entry : undefined;
  }

  /** @param now the monotonic clock, read at this moment */
  get(key: string, now: number): Principal | undefined {
    return this.find(key, now)?.principal;
  }

  /** Takes an answer in, unless something was invalidated that it has not seen. Says whether it is current. */
  fill(key: string, fill: Fill, now: number): boolean {
    const { userId, credentialId } = fill.principal;
    const floor = Math.max(this.floorOfAll, this.floorOf(userId), this.floorOf(credentialId));
    const overtaken = fill.seq < floor && !isMutant('no-seq-check-on-fills');
    if (overtaken || now - fill.sentAt > oldestFillMs) return false;
    this.remove(key);
    if (this.entries.size >= this.capacity) this.evictOldest();
    this.entries.set(key, {
      principal: this.slim(fill.principal),
      diesAt: fill.sentAt + Math.min(fill.remainingMs, longestLifeMs) * driftMargin,
      usedFrom: '',
      usedAt: 0,
    });
    const keys = this.keysOfUser.get(userId);
    if (keys) keys.add(key);
    else this.keysOfUser.set(userId, new Set([key]));
    return true;
  }

  apply(invalidation: Invalidation, now: number): void {
    const { seq, userId, credentialId } = invalidation;
    const about = credentialId ?? userId;
    this.floors.set(about, { seq: Math.max(seq, this.floorOf(about)), at: now });
    for (const key of this.keysOfUser.get(userId) ?? []) {
      const entry = this.entries.get(key);
      if (credentialId === null || entry?.principal.credentialId === credentialId) this.remove(key);
    }
  }

  /** Forgets everything, and whatever is on its way from before `seq`. */
  clear(seq: number): void {
    this.entries.clear();
    this.keysOfUser.clear();
    this.floorOfAll = seq;
  }

  /** Drops what has run out, and floors that no answer on its way can be below any more. */
  tidy(now: number): void {
    for (const [key, entry] of this.entries) if (entry.diesAt <= now) this.remove(key);
    for (const [about, floor] of this.floors) if (now - floor.at > floorKeptMs) this.floors.delete(about);
  }

  /** The same, sharing with others what is alike. */
  private slim(principal: Principal): Principal {
    const list = principal.rights.join(' ');
    let rights = this.rights.get(list);
    if (!rights) {
      if (this.rights.size >= mostLists) this.rights.clear();
      rights = principal.rights;
      this.rights.set(list, rights);
    }
    const allowedCidrs = principal.allowedCidrs.length === 0 ? anywhere : principal.allowedCidrs;
    return { ...principal, rights: rights as string[], allowedCidrs: allowedCidrs as string[] };
  }

  private floorOf(about: string): number {
    return this.floors.get(about)?.seq ?? 0;
  }

  private evictOldest(): void {
    for (const key of this.entries.keys()) {
      this.remove(key);
      return;
    }
  }

  private remove(key: string): void {
    const entry = this.entries.get(key);
    if (!entry) return;
    this.entries.delete(key);
    const keys = this.keysOfUser.get(entry.principal.userId);
    keys?.delete(key);
    if (keys?.size === 0) this.keysOfUser.delete(entry.principal.userId);
  }
}
