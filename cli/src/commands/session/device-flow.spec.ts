import { describe, expect, it } from '@jest/globals';
import { Failure } from '../../failure.js';
import { awaitToken } from './device-flow.js';

const authorization = {
  device_code: 'secret',
  user_code: 'BDWP-HQPK',
  verification_uri: 'http://localhost:8080/device',
  expires_in: 600,
  interval: 5,
};

type Reply = { ok: boolean; body: unknown } | Failure;
const error = (code: string): Reply => ({ ok: false, body: { error: code } });
const token: Reply = { ok: true, body: { access_token: 'lk_cli_1', token_type: 'Bearer', expires_in: 60 } };
const away = new Failure('unavailable', 'Away.');

/** An authorization server that answers so, one after the other, the last for ever. */
async function poll(...replies: Reply[]) {
  const waits: number[] = [];
  const forms: Record<string, string>[] = [];
  const form = async (_target: string, fields: Readonly<Record<string, string>>) => {
    forms.push({ ...fields });
    const reply = replies.length > 1 ? replies.shift() : replies[0];
    if (reply === undefined || reply instanceof Failure) throw reply;
    return reply;
  };
  const outcome = await awaitToken({ form }, authorization, async (seconds) => {
    waits.push(seconds);
  }).catch((failure: unknown) => failure);
  return { outcome, waits, forms };
}

describe('awaitToken', () => {
  it('asks at the interval until the person approves', async () => {
    const { outcome, waits, forms } = await poll(
      error('authorization_pending'),
      error('authorization_pending'),
      token,
    );
    expect(outcome).toMatchObject({ access_token: 'lk_cli_1', expires_in: 60 });
    expect(waits).toEqual([5, 5, 5]);
    expect(forms[0]).toEqual({
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      device_code: 'secret',
      client_id: 'latchkey-cli',
    });
  });

  it('slows down by five seconds each time it is told to, and stays slow', async () => {
    const { waits } = await poll(
      error('slow_down'),
      error('authorization_pending'),
      error('slow_down'),
      token,
    );
    expect(waits).toEqual([5, 10, 10, 15]);
  });

  it('comes back ever later to a server that is away', async () => {
    const { outcome, waits } = await poll(away, away, away, away, away, token);
    expect(outcome).toMatchObject({ access_token: 'lk_cli_1' });
    expect(waits).toEqual([5, 10, 20, 40, 60, 60]);
  });

  it.each([
    ['access_denied', 4, 'declined'],
    ['expired_token', 3, 'expired'],
    ['invalid_grant', 4, 'invalid_grant'],
  ])('ends at %s with exit code %i', async (code, exitCode, words) => {
    const { outcome, waits } = await poll(error(code));
    expect(outcome).toMatchObject({ exitCode, message: expect.stringContaining(words) });
    expect(waits).toHaveLength(1);
  });

  it('does not ask for longer than the code lives', async () => {
    const { outcome, waits } = await poll(error('authorization_pending'));
    expect(outcome).toMatchObject({ kind: 'notSignedIn' });
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBe(600);
  });

  it('takes no 200 without a token for one', async () => {
    expect((await poll({ ok: true, body: {} })).outcome).toMatchObject({ kind: 'forbidden' });
  });
});
