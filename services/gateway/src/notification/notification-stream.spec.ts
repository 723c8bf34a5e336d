import { describe, expect, it } from '@jest/globals';
import type { Caller } from '@latchkey/contracts/caller';
import type { Notification } from '@latchkey/contracts/notifications/notification';
import { NotificationStream, type StreamSource } from './notification-stream.js';

const caller = { userId: 'usr_1' } as Caller;
const note = (id: string) => ({ id }) as Notification;
const never = 60_000;

/** A stream over an inbox and a credential that the test holds. */
function world(inbox: string[]) {
  const state = { alive: true, verified: 0, dropped: 0, beforeAnswer: async () => {} };
  const source: StreamSource = {
    verify: async () => {
      state.verified++;
      const answer = state.alive ? caller : undefined;
      await state.beforeAnswer();
      return answer;
    },
    listAfter: async (_, after) => inbox.slice(after === null ? 0 : inbox.indexOf(after) + 1).map(note),
  };
  const stream = new NotificationStream(source, never, () => state.dropped++, null);
  const events = stream.events();
  const next = async () => (await events.next()).value as string | undefined;
  return { state, stream, next };
}

describe('NotificationStream', () => {
  it('verifies before each event, and sends none of those that it already holds once that fails', async () => {
    const { state, next } = world(['ntf_1', 'ntf_2', 'ntf_3']);
    await next();
    expect(await next()).toBe('id: ntf_1\ndata: {"id":"ntf_1"}\n\n');
    const verified = state.verified;
    expect(await next()).toContain('id: ntf_2');
    expect(state.verified).toBe(verified + 1);
    state.alive = false;
    expect(await next()).toBeUndefined();
  });

  it('does not trust an answer that was on its way when something was revoked', async () => {
    const { state, stream, next } = world(['ntf_1']);
    await next();
    state.beforeAnswer = async () => {
      state.beforeAnswer = async () => {};
      // The answer says that it lives, and is overtaken.
      state.alive = false;
      stream.invalidated();
    };
    expect(await next()).toBeUndefined();
  });

  it('ends when nobody can tell whether its credential lives', async () => {
    const { state, next } = world(['ntf_1']);
    await next();
    state.beforeAnswer = () => Promise.reject(new Error('tokens does not answer'));
    expect(await next()).toBeUndefined();
  });

  it('goes on after an invalidation of something else', async () => {
    const inbox = ['ntf_1'];
    const { stream, next } = world(inbox);
    await next();
    await next();
    stream.invalidated();
    const waiting = next();
    inbox.push('ntf_2');
    stream.hint();
    expect(await waiting).toContain('id: ntf_2');
    stream.end();
    expect(await next()).toBeUndefined();
  });
});
