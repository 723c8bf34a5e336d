import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@latchkey/testing/eventually';
import { Latchkey } from '@latchkey/testing/latchkey';
import { signIn, signUp } from '@latchkey/testing/people';

interface Told {
  readonly id: string;
  readonly type: string;
}

/** A client of an event stream, as far as this needs one. */
class Listener {
  private text = '';
  private constructor(
    readonly status: number,
    readonly type: string,
    private readonly abort: AbortController,
  ) {}

  /** False once the server has ended it. */
  open = true;

  static async connect(url: string, token: string, headers: Record<string, string> = {}): Promise<Listener> {
    const abort = new AbortController();
    const response = await fetch(url, {
      headers: { ...headers, authorization: `Bearer ${token}`, accept: 'text/event-stream' },
      signal: abort.signal,
    });
    const listener = new Listener(response.status, response.headers.get('content-type') ?? '', abort);
    void listener.read(response);
    return listener;
  }

  /** In the order in which they came; the id of an event is its notification's. */
  get told(): Told[] {
    const blocks = this.text.split('\n\n').slice(0, -1);
    const events = blocks.map(
      (block) => new Map(block.split('\n').map((line) => line.split(/: (.*)/s) as [string, string])),
    );
    return events
      .filter((event) => event.has('data'))
      .map((event) => {
        const told = JSON.parse(event.get('data') ?? '') as Told;
        expect(event.get('id')).toBe(told.id);
        return told;
      });
  }

  get heartbeats(): number {
    return this.text.split('\n\n').filter((block) => block === ':').length;
  }

  close(): void {
    this.abort.abort();
  }

  private async read(response: Response): Promise<void> {
    try {
      for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) this.text += chunk;
    } catch {
      // cut off, by either side
    }
    this.open = false;
  }
}

const path = '/v1/users/me/notifications/stream';
const listeners: Listener[] = [];
afterEach(() => {
  for (const listener of listeners.splice(0)) listener.close();
});

async function listen(latchkey: Latchkey, token: string, it: { gateway?: number; lastId?: string } = {}) {
  const { gateway = 1, lastId } = it;
  const headers = lastId === undefined ? {} : { 'last-event-id': lastId };
  const listener = await Listener.connect(latchkey.origin(gateway) + path, token, headers);
  listeners.push(listener);
  return listener;
}

const makeKey = async (latchkey: Latchkey, token: string, changes: object = {}) => {
  const { status, body } = await latchkey.ask('POST', '/v1/users/me/api-keys', {
    token,
    body: { name: 'reader', rights: ['RIGHT_USER_NOTIFICATIONS_READ'], ...changes },
  });
  expect(status).toBe(201);
  return { id: body.apiKey.id as string, token: body.token as string };
};
const ended = (listener: Listener) => eventually(() => expect(listener.open).toBe(false));
const inboxOf = async (latchkey: Latchkey, token: string) => {
  const { body } = await latchkey.ask('GET', '/v1/users/me/notifications?limit=100', { token });
  return (body.items as Told[]).map(({ id }) => id).reverse();
};

describe('the stream of notifications, with a heartbeat so rare that nothing waits for it', () => {
  let latchkey: Latchkey;
  beforeAll(async () => {
    latchkey = await Latchkey.start({ LATCHKEY_GATEWAYS: '2', LATCHKEY_STREAM_HEARTBEAT_SECONDS: '60' });
  }, 180_000);
  afterAll(() => latchkey?.stop());

  /** Somebody with a settled inbox, whose notifications of the sign-in have come. */
  async function somebody() {
    const ada = await signUp(latchkey);
    await eventually(async () => expect(await inboxOf(latchkey, ada.token)).not.toHaveLength(0));
    return ada;
  }

  it('tells what comes from now on, live, on every gateway', async () => {
    const ada = await somebody();
    const both = [await listen(latchkey, ada.token), await listen(latchkey, ada.token, { gateway: 2 })];
    for (const { status, type } of both) {
      expect(status).toBe(200);
      expect(type).toMatch(/^text\/event-stream/);
    }
    const before = await inboxOf(latchkey, ada.token);
    for (let i = 0; i < 3; i++) await makeKey(latchkey, ada.token);
    for (const listener of both)
      await eventually(() => {
        expect(listener.told.map(({ type }) => type)).toEqual(Array(3).fill('api_key_created'));
      });
    const news = (await inboxOf(latchkey, ada.token)).slice(before.length);
    for (const listener of both) expect(listener.told.map(({ id }) => id)).toEqual(news);
  });

  it('resumes after the last that was seen, and tells nobody of another one’s', async () => {
    const [ada, eve] = [await somebody(), await somebody()];
    const first = await listen(latchkey, ada.token);
    await makeKey(latchkey, ada.token);
    await eventually(() => expect(first.told).toHaveLength(1));
    first.close();
    for (let i = 0; i < 3; i++) await makeKey(latchkey, ada.token);
    const lastId = first.told[0]?.id as string;

    const resumed = await listen(latchkey, ada.token, { gateway: 2, lastId });
    await eventually(() => expect(resumed.told).toHaveLength(3));
    const all = await inboxOf(latchkey, ada.token);
    expect(resumed.told.map(({ id }) => id)).toEqual(all.slice(all.indexOf(lastId) + 1));

    // An id that is not one's own says nothing: one hears what comes from now on.
    const stranger = await listen(latchkey, eve.token, { lastId });
    await makeKey(latchkey, eve.token);
    await eventually(() => expect(stranger.told).toHaveLength(1));
    expect(stranger.told[0]?.id).toBe((await inboxOf(latchkey, eve.token)).at(-1));
  });

  it('ends when its session is revoked on the other gateway, and tells nothing more', async () => {
    const ada = await somebody();
    const other = await signIn(latchkey, ada);
    const doomed = await listen(latchkey, other);
    const staying = await listen(latchkey, ada.token);
    await makeKey(latchkey, ada.token);
    await eventually(() => expect(doomed.told.at(-1)?.type).toBe('api_key_created'));
    const before = doomed.told.length;

    const end = await latchkey.ask('DELETE', '/v1/users/me/sessions/current', { token: other, gateway: 2 });
    expect(end.status).toBe(204);
    await makeKey(latchkey, ada.token);
    await ended(doomed);
    expect(doomed.told).toHaveLength(before);
    await eventually(() =>
      expect(staying.told.filter(({ type }) => type === 'api_key_created')).toHaveLength(2),
    );
    expect(staying.open).toBe(true);
    expect((await listen(latchkey, other)).status).toBe(401);
  });

  it('ends when its key is deleted, and when the right to read is taken from it', async () => {
    const ada = await somebody();
    const [dead, narrowed] = [await makeKey(latchkey, ada.token), await makeKey(latchkey, ada.token)];
    const streams = [await listen(latchkey, dead.token), await listen(latchkey, narrowed.token)] as const;
    expect(streams.map(({ open, status }) => [open, status])).toEqual(Array(2).fill([true, 200]));
    const path = '/v1/users/me/api-keys';
    await latchkey.ask('DELETE', `${path}/${dead.id}`, { token: ada.token, gateway: 2 });
    await ended(streams[0]);
    expect(streams[1].open).toBe(true);
    const changed = await latchkey.ask('PATCH', `${path}/${narrowed.id}`, {
      token: ada.token,
      gateway: 2,
      body: { rights: ['RIGHT_USER_INFO'] },
    });
    expect(changed.status).toBe(200);
    await ended(streams[1]);
    expect((await listen(latchkey, narrowed.token)).status).toBe(403);
  });
});

describe('the stream of notifications, with a heartbeat', () => {
  let latchkey: Latchkey;
  beforeAll(async () => {
    latchkey = await Latchkey.start({ LATCHKEY_STREAM_HEARTBEAT_SECONDS: '0.2' });
  }, 180_000);
  afterAll(() => latchkey?.stop());

  it('says that it lives, until its key expires', async () => {
    const ada = await signUp(latchkey);
    const key = await makeKey(latchkey, ada.token, {
      expiresAt: new Date(Date.now() + 4000).toISOString(),
    });
    const listener = await listen(latchkey, key.token);
    await eventually(() => expect(listener.heartbeats).toBeGreaterThan(2));
    expect(listener.open).toBe(true);
    await ended(listener);
    expect((await latchkey.ask('GET', '/v1/users/me/notifications', { token: key.token })).status).toBe(401);
  });

  it('is not opened without end by one account', async () => {
    const ada = await signUp(latchkey);
    const opened = await Promise.all(Array.from({ length: 45 }, () => listen(latchkey, ada.token)));
    const answered = (status: number) => opened.filter((listener) => listener.status === status);
    expect([answered(200).length, answered(429).length]).toEqual([40, 5]);
    expect((await latchkey.ask('HEAD', path, { token: ada.token })).status).toBe(429);

    for (const listener of answered(200)) listener.close();
    await eventually(async () => expect((await listen(latchkey, ada.token)).status).toBe(200));
    // Who asks for the head alone is answered, and holds nothing open.
    for (let i = 0; i < 45; i++)
      await eventually(async () =>
        expect((await latchkey.ask('HEAD', path, { token: ada.token })).status).toBe(200),
      );
  });

  it('keeps a gateway that is asked to stop from nothing', async () => {
    const ada = await signUp(latchkey);
    const listener = await listen(latchkey, ada.token);
    const pid = latchkey.pid('gateway');
    latchkey.signal('gateway', 'SIGTERM');
    await ended(listener);
    await eventually(() => expect(latchkey.pid('gateway')).not.toBe(pid));
    expect(latchkey.log('gateway')).not.toContain('Not stopped after');
  });
});
