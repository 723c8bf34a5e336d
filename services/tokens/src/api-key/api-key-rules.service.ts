import type { Caller } from '@latchkey/contracts/caller';
import { grants } from '@latchkey/contracts/rights';
import type { CreateApiKey } from '@latchkey/contracts/tokens/api-key';
import { ActivePolicy } from '@latchkey/policy/policy.module';
import { Injectable } from '@nestjs/common';
import type { FencedAccount } from '../account/account.service.js';
import { CredentialService } from '../credential/credential.service.js';
import { StepUpService } from '../step-up/step-up.service.js';
import { canonicalCidrs, firstOutside } from './allowed-cidrs.js';
import {
  cidrWider,
  ExpiryNotExtendable,
  expiryInPast,
  expiryRequired,
  expiryTooLong,
  expiryTwice,
  RightNotHeld,
  rightsNotChosen,
  rightsRequired,
  rightUnknown,
} from './api-key.errors.js';

const dayMs = 86_400_000;

/** What the policy and the caller's own limits say of a key's rights and expiry. */
@Injectable()
export class ApiKeyRulesService {
  constructor(
    private readonly active: ActivePolicy,
    private readonly stepUp: StepUpService,
    private readonly credentials: CredentialService,
  ) {}

  get rules() {
    return this.active.policy.apiKeys;
  }

  /** Of people who give it. @returns whether they did; throws what the proof throws */
  async provePassword(caller: Caller, currentPassword: string | undefined): Promise<boolean> {
    return caller.kind !== 'key' && this.stepUp.prove(caller, currentPassword);
  }

  /**
   * People prove a password first. A key may make and manage keys, none wider or longer-lived than itself.
   *
   * @throws StepUpRequired
   */
  requireFresh(caller: Caller, account: FencedAccount, { proved }: { proved: boolean }): void {
    if (caller.kind !== 'key' && !proved) this.stepUp.requireRecent(account);
  }

  /** @throws rightsRequired, rightUnknown, RightNotHeld */
  rightsForNew(caller: Caller, wanted: readonly string[] | undefined): string[] {
    if (this.rules.rights === 'owner') {
      if (wanted !== undefined && wanted.length > 0) throw rightsNotChosen();
      // A key's key is no wider than itself, also where nobody chooses rights.
      return caller.kind === 'key' ? caller.rights : this.credentials.rightsOf(caller);
    }
    const rights = this.known(wanted ?? []);
    if (rights.length === 0) throw rightsRequired();
    this.requireHeld(caller, rights);
    return rights;
  }

  /** Both what is added and what is removed must be the caller's own. */
  rightsForExisting(caller: Caller, now: readonly string[], wanted: readonly string[]): string[] {
    if (this.rules.rights === 'owner') throw rightsNotChosen();
    const rights = this.known(wanted);
    if (rights.length === 0) throw rightsRequired();
    const changed = [...rights.filter((r) => !now.includes(r)), ...now.filter((r) => !rights.includes(r))];
    this.requireHeld(caller, changed);
    return rights;
  }

  /**
   * @param maker the caller's own row, if it is a key: what it makes comes from no more addresses than itself
   * @throws cidrWrong, cidrWider
   */
  addresses(wanted: readonly string[] | undefined, maker: { allowed_cidrs: string[] } | undefined): string[] {
    const limits = maker?.allowed_cidrs ?? [];
    if (wanted === undefined) return limits;
    const cidrs = canonicalCidrs(wanted);
    if (cidrs.length === 0 && limits.length > 0) throw cidrWider(null);
    const outside = firstOutside(cidrs, limits);
    if (outside !== undefined) throw cidrWider(outside);
    return cidrs;
  }

  /**
   * @param now the database's clock, milliseconds since 1970
   * @param limit the caller's own expiry, if it is a key: none lives longer than its maker
   */
  expiryForNew(body: CreateApiKey, now: number, limit: Date | null): string | null {
    if (body.expiresAt !== undefined && body.expiresInDays !== undefined) throw expiryTwice();
    const menu = this.rules.durationsInDays;
    if (menu && body.expiresInDays !== undefined && !menu.includes(body.expiresInDays)) {
      throw expiryTooLong(`Choose one of ${menu.join(', ')} days.`);
    }
    const asked =
      body.expiresInDays === undefined
        ? body.expiresAt
        : new Date(now + body.expiresInDays * dayMs).toISOString();
    if (asked === undefined) {
      if (this.rules.expiryRequired) throw expiryRequired();
      return limit?.toISOString() ?? null;
    }
    this.checkExpiry(asked, now, limit);
    return asked;
  }

  /** A later expiry, or none, is an extension. */
  expiryForExisting(
    current: Date | null,
    asked: string | null,
    at: { now: number; limit: Date | null },
  ): string | null {
    const later =
      asked === null ? current !== null : current !== null && Date.parse(asked) > current.getTime();
    if (later && !this.rules.extendable) throw new ExpiryNotExtendable();
    if (asked === null) {
      if (this.rules.expiryRequired) throw expiryRequired();
      if (at.limit) throw expiryTooLong('A key that a key manages lives no longer than that one.');
      return null;
    }
    this.checkExpiry(asked, at.now, at.limit);
    return asked;
  }

  /**
   * As long a life as the old one was given, or the same end where nothing may be extended; never beyond `limit`, the
   * end of a key that rotates.
   */
  expiryOfSuccessor(
    old: { created_at: Date; expires_at: Date | null },
    now: number,
    limit: Date | null,
  ): string | null {
    if (old.expires_at === null) return limit?.toISOString() ?? null;
    const renewed = now + old.expires_at.getTime() - old.created_at.getTime();
    const end = this.rules.extendable ? renewed : old.expires_at.getTime();
    return new Date(Math.min(end, limit?.getTime() ?? end)).toISOString();
  }

  private checkExpiry(asked: string, now: number, limit: Date | null): void {
    const time = Date.parse(asked);
    if (time <= now) throw expiryInPast();
    const longest =
      this.rules.maxDays ?? (this.rules.durationsInDays ? Math.max(...this.rules.durationsInDays) : null);
    // A minute of grace: the client counted the days from its own clock.
    if (longest !== null && time > now + longest * dayMs + 60_000)
      throw expiryTooLong(`At most ${longest} days.`);
    if (limit && time > limit.getTime())
      throw expiryTooLong('A key that a key makes lives no longer than its maker.');
  }

  private known(rights: readonly string[]): string[] {
    const catalogue = new Set(this.active.policy.rights.map((right) => right.id));
    rights.forEach((right, index) => {
      if (!catalogue.has(right)) throw rightUnknown(right, index);
    });
    return [...new Set(rights)];
  }

  /** @throws RightNotHeld */
  requireHeld(caller: Caller, rights: readonly string[]): void {
    const missing = rights.filter((right) => !grants(caller.rights, right));
    if (missing.length > 0) throw new RightNotHeld(missing);
  }
}
