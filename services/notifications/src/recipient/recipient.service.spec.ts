import { describe, expect, it } from '@jest/globals';
import { addressesOf } from './recipient.service.js';

const recipient = {
  userId: 'usr_00000000000000000000',
  handle: 'ada',
  email: 'ada@example.org',
  notificationEmail: null,
};

describe('addressesOf', () => {
  it('is the one address there is', () => {
    expect(addressesOf(recipient, true)).toEqual(['ada@example.org']);
    expect(addressesOf({ ...recipient, notificationEmail: 'Ada@Example.org' }, true)).toEqual([
      'ada@example.org',
    ]);
  });

  it('is the notification address where there is one', () => {
    expect(addressesOf({ ...recipient, notificationEmail: 'n@example.org' }, false)).toEqual([
      'n@example.org',
    ]);
  });

  it('is both for what nobody may keep from the owner', () => {
    expect(addressesOf({ ...recipient, notificationEmail: 'n@example.org' }, true)).toEqual([
      'ada@example.org',
      'n@example.org',
    ]);
  });
});
