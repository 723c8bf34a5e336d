import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifyAuditLog } from '@latchkey/contracts/audit/entry';
import { passwordChanged } from '@latchkey/contracts/identity/password';
import { eventually } from '@latchkey/testing/eventually';
import { actorOf, callerOf, snapshot } from '@latchkey/testing/facts';
import { ServiceProcess } from '@latchkey/testing/service-process';
import { ServiceWorld } from '@latchkey/testing/service-world';

let world: ServiceWorld;
beforeAll(async () => {
  world = await ServiceWorld.start('audit');
}, 240_000);
afterAll(() => world.stop(), 30_000);

describe('a service process', () => {
  it.each([
    ['names every setting that is missing', () => ({}), 'Cannot start: Wrong settings: NATS_URL'],
    [
      'names a database that is not there',
      () => ({ ...world.env(), DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x' }),
      'Cannot start: connect ECONNREFUSED 127.0.0.1:1\n',
    ],
  ])('%s, in one sentence, and ends with 1', async (_, env, sentence) => {
    const refused = ServiceProcess.start('audit', env());
    expect(await refused.ended).toEqual({ code: 1, signal: null });
    const said = refused
      .output()
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('{'));
    expect(said).toHaveLength(1);
    expect(`${said[0]}\n`).toContain(sentence);
  });

  it('answers for itself on its private port, and stops cleanly when told to', async () => {
    const running = await world.run();
    const origin = `http://127.0.0.1:${await running.ready}`;
    const healthz = await fetch(`${origin}/healthz`);
    const readyz = await fetch(`${origin}/readyz`);
    expect([healthz.status, await healthz.json()]).toEqual([200, { status: 'ok' }]);
    expect([readyz.status, await readyz.json()]).toEqual([
      200,
      { ready: true, checks: { nats: 'ok', database: 'ok' } },
    ]);
    expect(await (await fetch(`${origin}/metrics`)).text()).toMatch(
      /^process_resident_memory_bytes\{service="audit"\} \d/m,
    );
    expect(await running.stop()).toEqual({ code: 0, signal: null });
  });

  it('ends when its parent is gone', async () => {
    const running = await world.run();
    running.orphan();
    expect(await running.ended).toEqual({ code: 0, signal: null });
  });

  it('that is killed again and again leaves one entry of each event', async () => {
    const ada = snapshot();
    const actor = actorOf(ada);
    for (let round = 0; round < 5; round++) {
      const running = await world.run();
      const payload = {
        userId: ada.userId,
        passwordVersion: round,
        revokeAll: false,
        keepSessionId: null,
        actor,
      };
      for (let i = 0; i < 20; i++) await world.publish({ contract: passwordChanged, payload });
      await running.kill();
    }
    await world.run();
    const rpc = await world.rpc();
    await eventually(async () => {
      const verdict = await rpc.call(verifyAuditLog, { caller: callerOf(ada), userId: ada.userId });
      expect(verdict).toMatchObject({ valid: true, entries: 100 });
    }, 240_000);
    const rows = await world.sql(`SELECT event_id FROM audit_entry GROUP BY event_id HAVING count(*) > 1`);
    expect(rows).toEqual([]);
  }, 120_000);
});
