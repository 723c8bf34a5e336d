import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { AppError } from '@latchkey/errors/app-error';
import { ActivePolicy } from '@latchkey/policy/policy.module';
import { defaultPolicy } from '@latchkey/policy/presets/default';
import { operationsCenterPolicy } from '@latchkey/policy/presets/operations-center';
import { thingsStackPolicy } from '@latchkey/policy/presets/things-stack';
import { PasswordRulesService } from './password-rules.service.js';

const about = { pointer: '/newPassword', handle: 'grace-hopper', email: 'Amazing.Grace1906@example.com' };

/** Codes of the rules that a password breaks, in the order of their rows. */
function broken(password: string, policy = defaultPolicy, of = about): string[] {
  try {
    new PasswordRulesService(new ActivePolicy(policy)).check(password, of);
    return [];
  } catch (error) {
    const { code, status, details } = error as AppError;
    expect([code, status]).toEqual(['password_too_weak', 422]);
    for (const row of details.errors ?? []) expect(row).toMatchObject({ pointer: of.pointer });
    return (details.errors ?? []).map((row) => row.code);
  }
}

describe('the block-list', () => {
  const list = readFileSync(new URL('../../block-list/passwords.txt', import.meta.url), 'utf8').split('\n');
  const entries = list.filter(Boolean);

  it('has more than 3,000 entries that are long enough to be chosen (ASVS 6.2.4)', () => {
    expect(entries.filter((entry) => [...entry].length >= 15).length).toBeGreaterThanOrEqual(3000);
  });

  it('is in the form that passwords are compared in, each entry once', () => {
    expect(entries.filter((entry) => entry !== entry.normalize('NFC').toLowerCase().trim())).toEqual([]);
    expect(new Set(entries).size).toBe(entries.length);
  });

  it('refuses what it holds, and nothing that only resembles it', () => {
    for (const entry of entries.filter((text) => text.length >= 15).filter((_, i) => i % 200 === 0)) {
      expect([entry, broken(entry)]).toEqual([entry, ['too_common']]);
    }
    expect(broken('passwordpasswort of mine')).toEqual([]);
  });
});

describe('the rules of a password', () => {
  it.each([
    'correct horse battery staple',
    'ein ganz langes Wort für heute',
    'пароль который длинный',
    '🔑🔑🗝️ under the third flowerpot',
    '4-8-15-16-23-42 x',
    '7391 0462 8857 1930 ab',
    '82736450192847365',
    'abcabdabcabeabcabf',
    'we met 2019 at the quay',
  ])('let "%s" pass under the default policy', (password) => {
    expect(broken(password)).toEqual([]);
  });

  it.each([
    ['a common one in capitals', 'PasswordPassword'],
    ['with digits after it', 'iloveyouiloveyou2024!!'],
    ['with digits and signs around it', '!!2024-password-2024!!'],
    ['twice', 'sunshinesunshine'],
    ['three times, with digits after each', 'monkey12monkey12monkey12'],
    ['one character again and again', 'aaaaaaaaaaaaaaaaa'],
    ['one digit', '1111111111111111'],
    ['three characters', 'xyzxyzxyzxyzxyzxyz'],
    ['a letter and a digit', 'a1a1a1a1a1a1a1a1'],
    ['with a digit at the end', 'abcabcabcabcabcabc1'],
    ['digits in their order', '1234567890123456'],
    ['digits backwards', '9876543210987654'],
    ['the alphabet', 'abcdefghijklmnop'],
    ['the alphabet with digits after it', 'abcdefghijklm1234'],
    ['the keyboard', 'qwertyuiopasdfgh'],
  ])('refuse what anybody would try first: %s', (_, password) => {
    expect(broken(password)).toEqual(['too_common']);
  });

  it.each([
    ['the email address', 'amazing.grace1906@example.com'],
    ['the email address in other letters', 'AMAZING.GRACE1906@EXAMPLE.COM'],
    ['its first part', 'amazing.grace1906'],
    ['with signs around it', '__amazing.grace1906__'],
    ['twice', 'amazing.grace1906amazing.grace1906'],
    ['the product', 'LatchkeyLatchkey'],
    ['the product and a year', '2024latchkey2025!!'],
  ])('refuse what is known of its owner: %s', (_, password) => {
    expect(broken(password)).toEqual(['too_common']);
  });

  it('refuse the handle, anywhere and in any case of letters', () => {
    expect(broken('I am Grace-Hopper, really')).toEqual(['contains_handle']);
    expect(broken('grace-hopper2024')).toEqual(['contains_handle', 'too_common']);
  });

  it('do not refuse a password for a context word of one letter', () => {
    expect(broken('8273645 a 0192847', defaultPolicy, { ...about, handle: 'x', email: 'a@b' })).toEqual([]);
  });

  it('have a row for each rule that is broken', () => {
    expect(broken('password', operationsCenterPolicy)).toEqual([
      'too_short',
      'missing_uppercase',
      'missing_digit',
      'missing_special',
      'too_common',
    ]);
    expect(broken('short')).toEqual(['too_short']);
  });

  it('count what people see: composed and decomposed letters are the same password', () => {
    expect(broken('é'.normalize('NFD').repeat(14))).toContain('too_short');
    expect(broken('🔑🗝️ under the pot')).toEqual([]);
  });

  it('leave the list out where the policy does', () => {
    expect(broken('Password1', thingsStackPolicy)).toEqual([]);
    expect(broken('password', thingsStackPolicy)).toEqual(['missing_uppercase', 'missing_digit']);
  });
});
