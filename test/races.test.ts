import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Latchkey } from '@latchkey/testing/latchkey';
import { signIn, signUp, trySignIn } from '@latchkey/testing/people';

const rounds = 25;

describe('races with a revocation', () => {
  let latchkey: Latchkey;
  beforeAll(async () => {
    latchkey = await Latchkey.borrow({ LATCHKEY_GATEWAYS: '2', LATCHKEY_REPLICAS: '2' });
  }, 180_000);
  afterAll(() => latchkey.stop());

  const status = async (token: string, gateway: number) =>
    (await latchkey.ask('GET', '/v1/users/me', { token, gateway })).status;
  /** On both gateways. */
  const dead = async (token: string) => {
    expect(await Promise.all([status(token, 1), status(token, 2)])).toEqual([401, 401]);
  };

  it('R20 a sign-in that raced the change leaves no session alive', async () => {
    const ada = await signUp(latchkey);
    let { password, token } = ada;
    let opened = 0;
    for (let round = 0; round < rounds; round++) {
      const newPassword = `Quiet-Harbour-round-${round}-x7`;
      const racers = Array.from({ length: 4 }, () => trySignIn(latchkey, { ...ada, password }));
      const change = latchkey.ask('PUT', '/v1/users/me/password', {
        token,
        gateway: 1 + (round % 2),
        body: { currentPassword: password, newPassword, revokeAll: true },
      });
      expect((await change).status).toBe(200);
      // A racer may have been let in before the change; after it, whatever it holds is dead.
      for (const racer of await Promise.all(racers)) {
        expect([201, 401]).toContain(racer.status);
        if (racer.status === 201) {
          opened++;
          await dead(racer.body.token);
        }
      }
      await dead(token);
      password = newPassword;
      token = await signIn(latchkey, { ...ada, password });
    }
    // Else the test raced nothing.
    expect(opened).toBeGreaterThan(0);
  }, 180_000);

  it('R20 a session that is being killed mints no key', async () => {
    const ada = await signUp(latchkey);
    let { token } = ada;
    let minted = 0;
    for (let round = 0; round < rounds; round++) {
      const dying = token;
      token = await signIn(latchkey, ada);
      const creates = Array.from({ length: 4 }, (_, i) =>
        latchkey.ask('POST', '/v1/users/me/api-keys', {
          token: dying,
          gateway: 1 + (i % 2),
          body: { rights: ['RIGHT_USER_INFO'] },
        }),
      );
      const reset = await latchkey.ask('POST', '/v1/users/me/reset-authentication', { token, body: {} });
      expect(reset.status).toBe(200);
      for (const create of await Promise.all(creates)) {
        expect([201, 401]).toContain(create.status);
        if (create.status === 201) {
          minted++;
          await dead(create.body.token);
        }
      }
      await dead(dying);
      token = await signIn(latchkey, ada);
      const keys = await latchkey.ask('GET', '/v1/users/me/api-keys', { token });
      expect(keys.body.items).toEqual([]);
    }
    expect(minted).toBeGreaterThan(0);
  }, 180_000);

  it('a session that is ended by another one mints no key afterwards', async () => {
    const ada = await signUp(latchkey);
    for (let round = 0; round < rounds; round++) {
      const dying = await latchkey.ask('POST', '/v1/sessions', {
        body: { identifier: ada.handle, password: ada.password, transport: 'bearer' },
      });
      const { token, session } = dying.body;
      const creates = Array.from({ length: 3 }, (_, i) =>
        latchkey.ask('POST', '/v1/users/me/api-keys', {
          token,
          gateway: 1 + (i % 2),
          body: { rights: ['RIGHT_USER_INFO'] },
        }),
      );
      const ended = await latchkey.ask('DELETE', `/v1/users/me/sessions/${session.id}`, { token: ada.token });
      const after = await latchkey.ask('POST', '/v1/users/me/api-keys', {
        token,
        body: { rights: ['RIGHT_USER_INFO'] },
      });
      expect([ended.status, after.status]).toEqual([204, 401]);
      for (const create of await Promise.all(creates)) expect([201, 401]).toContain(create.status);
      await dead(token);
      const { body } = await latchkey.ask('GET', '/v1/users/me/api-keys?limit=100', { token: ada.token });
      for (const key of body.items)
        await latchkey.ask('DELETE', `/v1/users/me/api-keys/${key.id}`, { token: ada.token });
    }
  }, 180_000);

  it('of 100 creates at once on two gateways exactly the limit succeeds (K11)', async () => {
    const ada = await signUp(latchkey);
    const { body: policy } = await latchkey.ask('GET', '/v1/policy');
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        latchkey.ask('POST', '/v1/users/me/api-keys', {
          token: ada.token,
          gateway: 1 + (i % 2),
          body: { rights: ['RIGHT_USER_INFO'] },
        }),
      ),
    );
    const made = answers.filter((answer) => answer.status === 201).length;
    expect(made).toBe(policy.apiKeys.maximum);
    expect(
      answers.filter((answer) => answer.status === 409 && answer.body.code === 'token_limit_reached'),
    ).toHaveLength(100 - made);
  }, 240_000);

  it('R20 two resets at once both answer with a receipt, and everything is dead', async () => {
    const ada = await signUp(latchkey);
    const other = await signIn(latchkey, ada);
    const answers = await Promise.all(
      [ada.token, other].map((token, i) =>
        latchkey.ask('POST', '/v1/users/me/reset-authentication', { token, gateway: i + 1, body: {} }),
      ),
    );
    // The second one's session may have died before its turn.
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 401]);
    await dead(ada.token);
    await dead(other);
  });
});
