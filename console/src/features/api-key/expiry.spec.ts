import { describe, expect, it } from '@jest/globals';
import {
  dateValue,
  daysUntil,
  editChoices,
  expiresAt,
  expiryBody,
  newChoices,
  usualChoice,
} from './expiry.js';

type KeyPolicy = Parameters<typeof newChoices>[0];

const anyDate: KeyPolicy = {
  maximum: null,
  rights: 'chosen',
  durationsInDays: null,
  maxDays: null,
  expiryRequired: false,
  extendable: true,
  deactivatable: true,
  expiringSoonDays: 7,
  warnAtDays: [7],
  rotatable: true,
  maxGraceSeconds: 0,
  secretShown: 'dialog',
};
const menu: KeyPolicy = {
  ...anyDate,
  durationsInDays: [7, 60, 90],
  maxDays: 90,
  expiryRequired: true,
  extendable: false,
};
const now = Date.parse('2026-11-22T12:00:00Z');

describe('what the expiry menu offers', () => {
  it('has days, a date and none where anything goes', () => {
    expect(newChoices(anyDate)).toEqual(['7', '30', '90', '365', 'date', 'never']);
    expect(usualChoice(anyDate)).toBe('30');
  });

  it('has the policy’s own days and nothing else where those are fixed', () => {
    expect(newChoices(menu)).toEqual(['7', '60', '90']);
    expect(usualChoice(menu)).toBe('7');
  });

  it('leaves out what is longer than the longest, and "never" with it', () => {
    expect(newChoices({ ...anyDate, maxDays: 60 })).toEqual(['7', '30', 'date']);
  });

  it('takes no expiry away where it cannot be extended', () => {
    expect(editChoices(anyDate)).toEqual(['keep', 'date', 'never']);
    expect(editChoices(menu)).toEqual(['keep', 'date']);
  });
});

describe('what is sent for a choice', () => {
  it('counts days by the server’s clock', () => {
    expect(expiryBody({ choice: '30', date: '2026-12-24' })).toEqual({ expiresInDays: 30 });
  });

  it('takes a date as its last minute where the person is', () => {
    const { expiresAt: end = '' } = expiryBody({ choice: 'date', date: '2026-12-24' });
    expect(dateValue(Date.parse(end))).toBe('2026-12-24');
    expect(new Date(end).getHours()).toBe(23);
  });

  it.each(['never', 'keep'] as const)('sends nothing for %s', (choice) => {
    expect(expiryBody({ choice, date: '' })).toEqual({});
  });
});

describe('what is said of a choice', () => {
  it('is the end, counted from now', () => {
    expect(expiresAt({ choice: '7', date: '' }, now)).toBe('2026-11-29T12:00:00.000Z');
    expect(expiresAt({ choice: 'date', date: '' }, now)).toBeNull();
  });

  it('rounds the days that are left up', () => {
    expect(daysUntil('2026-11-29T12:00:00Z', now)).toBe(7);
    expect(daysUntil('2026-11-22T13:00:00Z', now)).toBe(1);
    expect(daysUntil('2026-11-21T12:00:00Z', now)).toBe(-1);
  });
});
