import { readFileSync } from 'node:fs';
import { brokenPasswordRules, normalizePassword } from '@latchkey/contracts/password-rules';
import { ActivePolicy } from '@latchkey/policy/policy.module';
import { Injectable } from '@nestjs/common';
import { PasswordTooWeak } from './password.errors.js';

export interface About {
  /** Where in the body the password stands. */
  readonly pointer: string;
  readonly handle: string;
  readonly email: string;
}

const product = 'latchkey';
/** Shorter ones may well stand in a password that has more to it, e.g. `123` at its end. */
const shortestRow = 6;

/** What the policy asks of a new password. Every path on which one is set comes through here. */
@Injectable()
export class PasswordRulesService {
  private readonly common = new Set(
    readFileSync(new URL('../../block-list/passwords.txt', import.meta.url), 'utf8')
      .split('\n')
      .filter(Boolean),
  );

  constructor(private readonly active: ActivePolicy) {}

  /**
   * What needs no look at the account, before anything is computed for it (attack case P14).
   *
   * @throws PasswordTooWeak
   */
  checkLength(password: string, pointer: string): void {
    const broken = brokenPasswordRules(this.active.policy.password, { password });
    const tooLong = broken.filter((rule) => rule.code === 'too_long');
    if (tooLong.length > 0) throw new PasswordTooWeak(tooLong.map((rule) => ({ pointer, ...rule })));
  }

  /** @throws PasswordTooWeak with a row for each broken rule */
  check(password: string, { pointer, handle, email }: About): void {
    const policy = this.active.policy.password;
    const broken: { code: string; message: string }[] = brokenPasswordRules(policy, { password, handle });
    if (policy.blockList && this.isCommon(password, [handle, email.split('@')[0] ?? '', email, product])) {
      broken.push({ code: 'too_common', message: 'It is one of the first that anybody would try.' });
    }
    if (broken.length > 0) throw new PasswordTooWeak(broken.map((rule) => ({ pointer, ...rule })));
  }

  /**
   * The whole password against the list and what is known of its owner (NIST SP 800-63B-4, 3.1.1.2), also repeated,
   * or with digits and signs around it; and against what needs no list: one thing again and again, or a row of keys.
   */
  private isCommon(password: string, context: readonly string[]): boolean {
    const text = normalizePassword(password).toLowerCase();
    const words = new Set(context.map((word) => word.toLowerCase()).filter((word) => word.length > 1));
    const known = (form: string) => this.common.has(form) || words.has(form);
    return [text, withoutSigns(text), bare(text)].some((form) => {
      const unit = repeatedUnit(form);
      const repeats = unit.length < form.length;
      return (
        known(form) || isRow(form) || (repeats && (unit.length <= 3 || known(unit) || known(bare(unit))))
      );
    });
  }
}

const withoutSigns = (text: string): string => text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
const bare = (text: string): string => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');

/** `abcabcabc` → `abc`; a text that repeats nothing is its own unit. */
function repeatedUnit(text: string): string {
  for (let length = 1; length <= text.length / 2; length++) {
    if (text.length % length === 0 && text.slice(0, length).repeat(text.length / length) === text) {
      return text.slice(0, length);
    }
  }
  return text;
}

const rows = ['0123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm'];

/** A long piece of the digits, the alphabet or the keyboard in their order, or backwards, from wherever it begins. */
function isRow(text: string): boolean {
  if (text.length < shortestRow) return false;
  const backwards = [...text].reverse().join('');
  return rows.some((row) => {
    const endless = row.repeat(Math.ceil(text.length / row.length) + 1);
    return endless.includes(text) || endless.includes(backwards);
  });
}
