import { describe, expect, it } from '@jest/globals';
import { listed, moment, momentFrom, seconds, wholeNumber, yesOrNo } from './flags.js';

describe('moment', () => {
  it('takes RFC 3339 in any zone', () => {
    expect(moment('2027-01-31T12:00:00Z')).toBe('2027-01-31T12:00:00.000Z');
    expect(moment('2027-01-31T12:00:00.5+02:00')).toBe('2027-01-31T10:00:00.500Z');
    expect(moment('2027-01-31 12:00Z')).toBe('2027-01-31T12:00:00.000Z');
  });

  it('takes a day for all of it, where the person is', () => {
    expect(new Date(moment('2027-01-31')).toString()).toContain('Jan 31 2027 23:59:59');
    expect(new Date(momentFrom('2027-01-31')).toString()).toContain('Jan 31 2027 00:00:00');
  });

  it.each(['tomorrow', '2027-02-30', '2027-13-01', '2027-01-31T12:00:00', '31.1.2027', ''])(
    'refuses %p',
    (text) => {
      expect(() => moment(text)).toThrow('It must be a day like');
    },
  );
});

describe('seconds', () => {
  it.each([
    ['0', 0],
    ['90', 90],
    ['30m', 1800],
    ['24h', 86_400],
    ['7d', 604_800],
  ])('%s is %i', (text, count) => expect(seconds(text)).toBe(count));

  it.each(['', '1w', '-1', '1.5h', 'h'])('refuses %p', (text) => expect(() => seconds(text)).toThrow());
});

describe('the others', () => {
  it('split lists at commas and blanks, over several flags', () => {
    expect(listed('C', listed('A, B'))).toEqual(['A', 'B', 'C']);
  });

  it('take true and false, and nothing near', () => {
    expect([yesOrNo('true'), yesOrNo('No')]).toEqual([true, false]);
    expect(() => yesOrNo('maybe')).toThrow();
  });

  it.each(['1.5', '-3', '1e3', 'x', ''])('take no %p for a whole number', (text) => {
    expect(() => wholeNumber(text)).toThrow();
  });
});
