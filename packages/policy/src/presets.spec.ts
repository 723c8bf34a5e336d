import { describe, expect, it } from '@jest/globals';
import { brokenHandleRules } from '@latchkey/contracts/handle-rules';
import { brokenPasswordRules, passwordRules } from '@latchkey/contracts/password-rules';
import { PublicPolicy } from '@latchkey/contracts/policy';
import { loadPolicy } from './load-policy.js';
import { presetNames, presets } from './presets.js';

const day = 86_400;
const codes = (name: keyof typeof presets, password: string, handle = 'ada') =>
  brokenPasswordRules(presets[name].password, { password, handle }).map(({ code }) => code);

describe.each(presetNames)('preset %s', (name) => {
  it('passes its own checks, and keeps the name that it is chosen by', async () => {
    expect((await loadPolicy(name)).preset).toBe(name);
  });

  it('takes the first administrator’s handle, and reserves it for him', () => {
    expect(brokenHandleRules(presets[name].handle, 'admin')).toEqual([]);
    expect(presets[name].handle.reserved).toContain('admin');
  });

  it('ends every session within the 30 days of NIST SP 800-63B-4', () => {
    const { browser, cli } = presets[name].sessions;
    expect([browser.absoluteSeconds, cli.absoluteSeconds]).toEqual([30 * day, 30 * day]);
  });

  it('lets nobody switch off what a thief would want silenced', () => {
    const { notifications } = presets[name];
    const locked = notifications
      .filter((type) => type.mandatory && type.email && type.inApp)
      .map(({ id }) => id);
    for (const id of [
      'password_changed',
      'new_sign_in',
      'email_changed',
      'access_revoked',
      'account_deletion',
    ])
      expect(locked).toContain(id);
  });

  it('asks administrators to leave some mail on', () => {
    expect(presets[name].notifications.some((type) => type.adminRequired)).toBe(true);
  });

  it('is told to clients without its reserved handles', () => {
    const { reserved: _, ...handle } = presets[name].handle;
    expect(PublicPolicy.parse(presets[name])).toEqual({ ...presets[name], handle });
  });
});

describe('default', () => {
  it('follows NIST SP 800-63B-4: 15 characters, no classes, a block-list', () => {
    expect(codes('default', 'correct horse battery staple')).toEqual([]);
    expect(codes('default', 'Ab1_Ab1_Ab1_Ab')).toEqual(['too_short']);
    expect(codes('default', 'ada is not in here')).toEqual(['contains_handle']);
    expect(presets.default.password.blockList).toBe(true);
  });

  it('revokes sessions, CLI tokens and API keys', () => {
    expect(presets.default.revokeAll).toEqual({ sessions: true, cliTokens: true, apiKeys: true });
  });

  it('has every feature on', () => {
    const { apiKeys, avatar, workspaces, handle, email } = presets.default;
    expect(apiKeys).toMatchObject({
      rights: 'chosen',
      expiryRequired: false,
      deactivatable: true,
      rotatable: true,
    });
    expect(apiKeys.warnAtDays).toEqual([30, 7, 1]);
    expect([workspaces, handle.mutable, avatar.upload, email.change]).toEqual([
      true,
      true,
      true,
      'self-service',
    ]);
  });
});

describe('things-stack', () => {
  const policy = presets['things-stack'];

  it('TTS-3: the User ID stays', () => {
    expect(policy.handle).toMatchObject({ minLength: 2, maxLength: 36, mutable: false });
    expect(policy.labels.handle).toBe('User ID');
    expect(policy.name).toEqual({ fields: 'single', required: false, maxLength: 50 });
  });

  it('TTS-4: 8 characters, one upper-case letter, one digit, not the user ID', () => {
    expect(passwordRules(policy.password).map(({ code }) => code)).toEqual([
      'too_short',
      'too_long',
      'missing_uppercase',
      'missing_digit',
      'contains_handle',
    ]);
    expect(codes('things-stack', 'abc')).toEqual(['too_short', 'missing_uppercase', 'missing_digit']);
    expect(codes('things-stack', 'Adalbert1')).toEqual(['contains_handle']);
    expect(codes('things-stack', 'Mellon12')).toEqual([]);
    expect(codes('things-stack', `M1${'x'.repeat(999)}`)).toEqual(['too_long']);
  });

  it('TTS-5: API keys survive "Revoke all access"', () => {
    expect(policy.revokeAll).toEqual({ sessions: true, cliTokens: true, apiKeys: false });
  });

  it('TTS-6: types to choose, and some that are locked for administrators', () => {
    const idsWhere = (test: (type: (typeof policy.notifications)[number]) => boolean) =>
      policy.notifications.filter(test).map(({ id }) => id);
    expect(idsWhere((type) => !type.mandatory && !type.adminRequired)).toEqual(
      expect.arrayContaining([
        'api_key_created',
        'api_key_changed',
        'collaborator_changed',
        'entity_state_changed',
      ]),
    );
    expect(idsWhere((type) => type.adminRequired)).toEqual(
      expect.arrayContaining(['client_requested', 'user_requested', 'invitation']),
    );
  });

  it('TTS-8: any number of keys, chosen rights, an expiry that may be left out and changed', () => {
    expect(policy.apiKeys).toMatchObject({
      maximum: null,
      rights: 'chosen',
      expiryRequired: false,
      extendable: true,
    });
    expect(policy.rights.map(({ id }) => id)).toContain('RIGHT_APPLICATION_INFO');
  });

  it('TTS-11: a deleted account can be restored for 24 hours', () => {
    expect(policy.deletion).toEqual({ by: 'self', confirmBy: 'handle', graceSeconds: day });
  });
});

describe('operations-center', () => {
  const policy = presets['operations-center'];

  it('EOC-2: first and last name, and an address that people change themselves', () => {
    expect(policy.name).toEqual({ fields: 'first-and-last', required: true, maxLength: 50 });
    expect(policy.email.change).toBe('self-service');
  });

  it('EOC-3 to 6: one token, a lifetime from the menu, never extended, red from 7 days', () => {
    expect(policy.apiKeys).toMatchObject({
      maximum: 1,
      rights: 'owner',
      durationsInDays: [7, 30, 60, 90, 180, 365],
      expiryRequired: true,
      extendable: false,
      expiringSoonDays: 7,
    });
  });

  it('EOC-8: administrators make accounts and delete them by the email address', () => {
    expect(policy.registration).toBe('admin');
    expect(policy.deletion).toEqual({ by: 'admin', confirmBy: 'email', graceSeconds: 0 });
  });
});

describe('steampipe', () => {
  const policy = presets.steampipe;

  it('SPC-3: three kinds of news to switch off, System locked on', () => {
    const news = policy.notifications.filter((type) => type.category === 'News');
    expect(news.map(({ title, mandatory }) => [title, mandatory])).toEqual([
      ['Community Updates', false],
      ['Product Updates', false],
      ['Tips & Tricks', false],
    ]);
    const system = policy.notifications.filter((type) => type.category === 'System');
    expect(system.map(({ title }) => title)).toContain('System');
    expect(system.every(({ mandatory }) => mandatory)).toBe(true);
  });

  it('SPC-4: two tokens with their owner’s access, which can be switched off', () => {
    expect(policy.apiKeys).toMatchObject({
      maximum: 2,
      rights: 'owner',
      deactivatable: true,
      secretShown: 'masked',
    });
  });

  it('SPC-2, 9 and 10: workspaces, a handle that can change and confirms deletion', () => {
    expect([policy.workspaces, policy.handle.mutable, policy.deletion.confirmBy]).toEqual([
      true,
      true,
      'handle',
    ]);
    expect(policy.handle).toMatchObject({ minLength: 1, maxLength: 39 });
  });
});
