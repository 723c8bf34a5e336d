import { describe, expect, it } from '@jest/globals';
import type { Actor } from '@latchkey/contracts/caller';
import { adviceOn } from './advice.js';
import { factsOf, keyInWords, mailOf, type Notice } from './notice.js';

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

const actor: Actor = {
  userId: 'usr_00000000000000000000',
  handle: 'ada',
  credentialId: null,
  credentialKind: null,
  ipAddress: '203.0.113.7',
  userAgent: firefox,
  requestId: null,
};

const notice: Notice = {
  userId: 'usr_00000000000000000000',
  type: 'password_changed',
  title: 'Your password was changed',
  body: 'It was.',
  actor,
  data: {},
};

const time = '2026-11-22T23:05:10.123Z';

describe('factsOf', () => {
  it('tells when, from where and with what', () => {
    expect(factsOf(notice, time)).toEqual([
      { label: 'When', value: '22 November 2026 at 23:05 UTC' },
      { label: 'IP address', value: '203.0.113.7' },
      { label: 'Device', value: 'Firefox on Linux' },
    ]);
  });

  it('names an administrator who did it', () => {
    const admin = { ...actor, userId: 'usr_11111111111111111111', handle: 'root' };
    expect(factsOf({ ...notice, actor: admin }, time)).toContainEqual({
      label: 'By',
      value: 'administrator root',
    });
  });

  it('tells no more than the time when who did it is nobody’s business', () => {
    expect(factsOf({ ...notice, actor: null }, time)).toHaveLength(1);
  });

  it('shows a program that is no browser as it names itself', () => {
    expect(factsOf({ ...notice, actor: { ...actor, userAgent: 'latchkey-cli/0.1.0' } }, time)).toContainEqual(
      {
        label: 'Device',
        value: 'latchkey-cli/0.1.0',
      },
    );
  });
});

describe('mailOf', () => {
  it('says what to do and that a security notice cannot be turned off', () => {
    const mail = mailOf(notice, { handle: 'ada', time, mandatory: true });
    expect(mail).toMatchObject({
      subject: 'Your password was changed',
      greeting: 'Hello ada,',
      advice: adviceOn.password_changed,
    });
    expect(mail.footer).toContain('cannot be turned off');
  });
});

describe('keyInWords', () => {
  it('tells keys apart without their secret', () => {
    expect(keyInWords('API key', { name: 'deploy', last4: 'k3fA' })).toBe('API key “deploy” (…k3fA)');
    expect(keyInWords('token', { name: null, last4: 'k3fA' })).toBe('token …k3fA');
  });
});
