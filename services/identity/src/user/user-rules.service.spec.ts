import { describe, expect, it } from '@jest/globals';
import type { SignUp } from '@latchkey/contracts/identity/user';
import type { AppError } from '@latchkey/errors/app-error';
import { ActivePolicy } from '@latchkey/policy/policy.module';
import { defaultPolicy } from '@latchkey/policy/presets/default';
import { operationsCenterPolicy } from '@latchkey/policy/presets/operations-center';
import { thingsStackPolicy } from '@latchkey/policy/presets/things-stack';
import { keyOf, UserRulesService } from './user-rules.service.js';

const rules = (policy = defaultPolicy) => new UserRulesService(new ActivePolicy(policy));

/** `pointer code` of each row of the refusal. */
function broken(check: () => void): string[] {
  try {
    check();
    return [];
  } catch (error) {
    const { code, status, details } = error as AppError;
    expect([code, status]).toEqual(['validation_failed', 422]);
    return (details.errors ?? []).map((row) => `${row.pointer} ${row.code}`);
  }
}
const newUser = (body: Partial<SignUp>, policy = defaultPolicy, byAdmin = false) =>
  broken(() => rules(policy).checkNew({ handle: 'ada', email: 'ada@example.com', ...body }, byAdmin));

describe('keyOf', () => {
  it('is the same for what looks the same', () => {
    const forms = ['Ada', 'ada', 'ADA', 'Ａｄａ'];
    expect(new Set(forms.map(keyOf))).toEqual(new Set(['ada']));
    expect(keyOf('é'.normalize('NFD'))).toBe(keyOf('é'));
  });

  it.each(['İstanbul', 'ﬁne', 'ẞ', 'K', 'ſ', '①', 'Ǆ'])('changes nothing when applied twice: %s', (text) => {
    expect(keyOf(keyOf(text))).toBe(keyOf(text));
  });
});

describe('the rules of a new user', () => {
  it('let what fits pass', () => {
    expect(newUser({})).toEqual([]);
    expect(newUser({ handle: 'ada-lovelace-1815', name: 'Ada 👩‍💻 Lovelace' })).toEqual([]);
  });

  it.each([
    ['a', '/handle too_short'],
    ['x'.repeat(40), '/handle too_long'],
    ['Ada', '/handle invalid_format'],
    ['ada--lovelace', '/handle invalid_format'],
    ['-ada', '/handle invalid_format'],
    ['ada.lovelace', '/handle invalid_format'],
    ['аda', '/handle invalid_format'],
    ['ada\n', '/handle invalid_format'],
    ['usr_x', '/handle invalid_format'],
  ])('refuse the handle %j', (handle, row) => {
    expect(newUser({ handle })).toEqual([row]);
  });

  it('keep reserved handles for administrators', () => {
    for (const handle of ['admin', 'support', 'api', 'www']) {
      expect(newUser({ handle })).toEqual(['/handle reserved']);
      expect(newUser({ handle }, defaultPolicy, true)).toEqual([]);
    }
  });

  it('let nobody be `me`, which means the caller', () => {
    for (const byAdmin of [true, false])
      expect(newUser({ handle: 'me' }, defaultPolicy, byAdmin)).toEqual(['/handle reserved']);
  });

  it('hold an administrator to the pattern all the same', () => {
    expect(newUser({ handle: 'Ada!' }, defaultPolicy, true)).toEqual(['/handle invalid_format']);
  });

  it('follow the policy: dots in a handle, two names that are required', () => {
    const names = { firstName: 'Ada', lastName: 'King' };
    expect(newUser({ handle: 'ada.king', ...names }, operationsCenterPolicy)).toEqual([]);
    expect(newUser({}, operationsCenterPolicy)).toEqual(['/firstName required', '/lastName required']);
    expect(newUser({ firstName: ' ', lastName: 'King' }, operationsCenterPolicy)).toEqual([
      '/firstName required',
    ]);
  });

  it('count a name in characters, without the blanks around it', () => {
    expect(newUser({ name: ` ${'😀'.repeat(50)} ` }, thingsStackPolicy)).toEqual([]);
    expect(newUser({ name: 'x'.repeat(51) }, thingsStackPolicy)).toEqual(['/name too_long']);
  });

  it('tell everything at once', () => {
    expect(newUser({ handle: '!', firstName: 'x'.repeat(51) }, operationsCenterPolicy)).toEqual([
      '/handle too_short',
      '/firstName too_long',
      '/lastName required',
    ]);
  });
});

describe('the rules of a change', () => {
  const patch = (body: Parameters<UserRulesService['checkPatch']>[0], policy = operationsCenterPolicy) =>
    broken(() => rules(policy).checkPatch(body));

  it('look at what is changed, and at nothing else', () => {
    expect(patch({})).toEqual([]);
    expect(patch({ firstName: 'Ada' })).toEqual([]);
  });

  it('do not let a name that is required be taken away', () => {
    expect(patch({ firstName: null })).toEqual(['/firstName required']);
    expect(patch({ lastName: '  ' })).toEqual(['/lastName required']);
    expect(patch({ name: null }, defaultPolicy)).toEqual([]);
  });

  it('bound a name', () => {
    expect(patch({ lastName: 'x'.repeat(51) })).toEqual(['/lastName too_long']);
  });

  it('refuse an address for notifications where there is to be none; to take one away is always right', () => {
    expect(patch({ notificationEmail: 'a@example.com' })).toEqual(['/notificationEmail not_offered']);
    expect(patch({ notificationEmail: null })).toEqual([]);
    expect(patch({ notificationEmail: 'a@example.com' }, defaultPolicy)).toEqual([]);
  });
});
