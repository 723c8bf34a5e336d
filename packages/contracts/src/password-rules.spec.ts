import { describe, expect, it } from '@jest/globals';
import { brokenPasswordRules, passwordRules } from './password-rules.js';
import type { PasswordPolicy } from './policy/password-policy.js';

const plain: PasswordPolicy = {
  minLength: 15,
  maxLength: 1024,
  minUppercase: 0,
  minLowercase: 0,
  minDigits: 0,
  minSpecial: 0,
  rejectHandle: true,
  blockList: true,
  minStrength: null,
};
const mixed: PasswordPolicy = {
  ...plain,
  minLength: 8,
  maxLength: 64,
  minUppercase: 1,
  minLowercase: 2,
  minDigits: 1,
  minSpecial: 1,
};

const codes = (policy: PasswordPolicy, password: string, handle?: string) =>
  brokenPasswordRules(policy, { password, handle }).map(({ code }) => code);

describe('brokenPasswordRules', () => {
  it('takes a phrase of lower-case letters and spaces where no classes are asked for', () => {
    expect(codes(plain, 'correct horse battery')).toEqual([]);
  });

  it('counts code points, not UTF-16 units', () => {
    expect(codes(plain, '🔑'.repeat(14))).toEqual(['too_short']);
    expect(codes(plain, '🔑'.repeat(15))).toEqual([]);
    expect(codes(plain, '🔑'.repeat(1024))).toEqual([]);
    expect(codes(plain, '🔑'.repeat(1025))).toEqual(['too_long']);
  });

  it('counts an accent that is typed apart as one character with its letter', () => {
    expect(codes(plain, 'e\u0301'.repeat(14))).toEqual(['too_short']);
    expect(codes(plain, 'e\u0301'.repeat(15))).toEqual([]);
  });

  it('names every class that is missing, in the order of the checklist', () => {
    expect(codes(mixed, '________')).toEqual(['missing_uppercase', 'missing_lowercase', 'missing_digit']);
    expect(codes(mixed, 'Ab1cdefg')).toEqual(['missing_special']);
    expect(codes(mixed, 'AB1_DEFg')).toEqual(['missing_lowercase']);
    expect(codes(mixed, 'Ab1_cdef')).toEqual([]);
  });

  it('knows letters and digits of every script, and takes a space for special', () => {
    expect(codes(mixed, 'Жук٣ дом')).toEqual([]);
    expect(codes({ ...mixed, minLength: 8 }, 'Ab1e\u0332fgh')).toEqual(['missing_special']);
  });

  it('finds the handle in any case of letters, inside other text', () => {
    expect(codes(plain, 'is this ADA-Lovelace?', 'ada-lovelace')).toEqual(['contains_handle']);
    expect(codes(plain, 'is this Ada Lovelace?', 'ada-lovelace')).toEqual([]);
    expect(codes({ ...plain, rejectHandle: false }, 'is this ada-lovelace?', 'ada-lovelace')).toEqual([]);
  });

  it('lets nobody down whose handle is one letter, or who has none yet', () => {
    expect(codes(plain, 'correct horse battery', 'a')).toEqual([]);
    expect(codes(plain, 'correct horse battery', '')).toEqual([]);
    expect(codes(plain, 'correct horse battery')).toEqual([]);
  });

  it('says in a sentence what to do', () => {
    expect(brokenPasswordRules(mixed, { password: 'Abc' }).map(({ message }) => message)).toEqual([
      'Use at least 8 characters.',
      'Use at least one digit.',
      'Use at least one special character.',
    ]);
    expect(brokenPasswordRules(mixed, { password: 'A1_xABCD' })[0]?.message).toBe(
      'Use at least 2 lower-case letters.',
    );
  });
});

describe('passwordRules', () => {
  it('lists the rules that the policy has and no others', () => {
    expect(passwordRules(plain).map(({ code }) => code)).toEqual([
      'too_short',
      'too_long',
      'contains_handle',
    ]);
    expect(passwordRules({ ...mixed, rejectHandle: false }).map(({ code }) => code)).toEqual([
      'too_short',
      'too_long',
      'missing_uppercase',
      'missing_lowercase',
      'missing_digit',
      'missing_special',
    ]);
  });
});
