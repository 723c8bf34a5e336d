import { describe, expect, it } from '@jest/globals';
import { Policy } from '@latchkey/contracts/policy';
import { checks, contradictionsIn } from './contradictions.js';
import { mergePolicy, type PolicyFile } from './policy-file.js';
import { type PresetName, presets } from './presets.js';

interface Case {
  readonly field: string;
  readonly part: PolicyFile;
  readonly on?: PresetName;
}

const without = (name: 'rights' | 'notifications', id: string): PolicyFile => ({
  [name]: presets.default[name].filter((entry) => entry.id !== id),
});
const twice = (name: 'rights' | 'notifications'): PolicyFile => ({
  [name]: [...presets.default[name], ...presets.default[name].slice(0, 1)],
});

/** One mistake each. */
const cases: readonly Case[] = [
  { field: 'password.minLength', part: { password: { minLength: 80, maxLength: 70 } } },
  {
    field: 'password.maxLength',
    part: { password: { maxLength: 64, minUppercase: 20, minLowercase: 20, minDigits: 20, minSpecial: 20 } },
  },
  {
    field: 'sessions.browser.idleSeconds',
    part: { sessions: { browser: { idleSeconds: 7200, absoluteSeconds: 3600 } } },
  },
  {
    field: 'sessions.cli.idleSeconds',
    part: { sessions: { cli: { idleSeconds: 7200, absoluteSeconds: 3600 } } },
  },
  { field: 'revokeAll', part: { revokeAll: { sessions: false, cliTokens: false, apiKeys: false } } },
  { field: 'revokeAll.cliTokens', part: { revokeAll: { cliTokens: false } } },
  { field: 'revokeAll.apiKeys', part: { revokeAll: { sessions: false, cliTokens: false } } },
  { field: 'avatar.default', part: { avatar: { lookup: 'none', default: 'gravatar' } } },
  { field: 'handle.pattern', part: { handle: { pattern: '[a-z' } } },
  { field: 'handle.minLength', part: { handle: { minLength: 20, maxLength: 10 } } },
  { field: 'handle.reserved', part: { handle: { reserved: ['me', 'not allowed'] } } },
  { field: 'handle.reserved', part: { handle: { pattern: '[A-Za-z]+', reserved: ['me', 'Admin'] } } },
  { field: 'handle.reserved must hold "me"', part: { handle: { reserved: ['admin'] } } },
  { field: 'handle.pattern', part: { handle: { pattern: '[a-z0-9_-]+' } } },
  { field: 'handle.pattern', part: { handle: { pattern: '[a-z0-9.@-]+' } } },
  {
    field: 'apiKeys.durationsInDays',
    part: { apiKeys: { durationsInDays: [7, 400, 500] } },
    on: 'operations-center',
  },
  {
    field: 'apiKeys.durationsInDays',
    part: { apiKeys: { durationsInDays: [30, 30] } },
    on: 'operations-center',
  },
  { field: 'apiKeys.expiryRequired', part: { apiKeys: { expiryRequired: true } } },
  { field: 'apiKeys.maxDays', part: { apiKeys: { maxDays: 90 } } },
  { field: 'apiKeys.extendable', part: { apiKeys: { extendable: true } }, on: 'operations-center' },
  {
    field: 'apiKeys.warnAtDays',
    part: { apiKeys: { warnAtDays: [30, 7, 1], expiryRequired: true, maxDays: 30 } },
  },
  { field: 'apiKeys.warnAtDays', part: { apiKeys: { warnAtDays: [7, 7] } } },
  {
    field: 'apiKeys.expiringSoonDays',
    part: { apiKeys: { expiryRequired: true, maxDays: 7, warnAtDays: [1], expiringSoonDays: 7 } },
  },
  { field: 'apiKeys.maxGraceSeconds', part: { apiKeys: { rotatable: false } } },
  {
    field: 'rights',
    part: { rights: [{ id: 'RIGHT_ROCKET_LAUNCH', title: 'Launch', description: 'Launch rockets.' }] },
    on: 'steampipe',
  },
  { field: 'rights', part: twice('rights') },
  { field: 'rights', part: without('rights', 'RIGHT_USER_ALL') },
  { field: 'notifications', part: twice('notifications') },
  { field: 'notifications', part: without('notifications', 'password_changed') },
  { field: 'notifications', part: without('notifications', 'database_password_changed') },
  { field: 'notifications', part: { notifications: [{ id: 'new_sign_in', email: false, inApp: false }] } },
  { field: 'notifications', part: { notifications: [{ id: 'operator_alert', email: false }] } },
];

/** Lists of the cases take the preset's place, so that something can be missing or there twice. */
function policyOf({ part, on = 'default' }: Case): Policy {
  const merged = mergePolicy(presets[on], part) as Policy;
  const replaced = (name: 'rights' | 'notifications') =>
    (part[name]?.length ?? 0) > 1 ? { [name]: part[name] } : {};
  return Policy.parse({ ...merged, ...replaced('rights'), ...replaced('notifications') });
}

describe('contradictionsIn', () => {
  it.each(cases)('one sentence, about $field, for $part', (it) => {
    const sentences = contradictionsIn(policyOf(it));
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toMatch(/\.$/);
    expect(sentences[0]?.startsWith(it.field)).toBe(true);
  });

  it('has a case here for every check', () => {
    const unproven = checks.filter((check) => !cases.some((it) => check(policyOf(it)) !== false));
    expect(unproven.map(String)).toEqual([]);
  });

  it('names the offending entries', () => {
    const [menu] = contradictionsIn(
      policyOf(cases.find(({ part }) => part.apiKeys?.durationsInDays?.includes(400)) as Case),
    );
    expect(menu).toContain('400, 500');
    expect(menu).toContain('apiKeys.maxDays (365)');
  });

  it('does not ask for "me" to be reserved where nobody could have it', () => {
    const part: PolicyFile = { handle: { minLength: 3, reserved: ['admin'] } };
    expect(contradictionsIn(policyOf({ field: '', part }))).toEqual([]);
  });
});
