import type { Caller } from '@latchkey/contracts/caller';
import type { Notification } from '@latchkey/contracts/notifications/notification';
import { Bell } from './bell.js';

/** What a stream is told by its surroundings. */
export interface StreamSource {
  /** Who asks, verified now; undefined when the credential no longer opens this stream. */
  verify(): Promise<Caller | undefined>;
  /** What came after one, oldest first. */
  listAfter(caller: Caller, after: string | null): Promise<readonly Notification[]>;
}

/** How long a client that reads nothing may keep the connection of a stream that is over, in milliseconds. */
const lingerMs = 1000;

/**
 * One open stream. Before each event and each sign of life its credential is verified anew, so that nothing is sent after
 * a revocation was answered.
 */
export class NotificationStream {
  private readonly bell = new Bell();
  private changes = 0;
  private caller: Caller | undefined;
  private over = false;

  /**
   * @param drop cuts the connection
   * @param last the notification that the client has seen; null: none
   */
  constructor(
    private readonly source: StreamSource,
    private readonly heartbeatMs: number,
    private readonly drop: () => void,
    private last: string | null,
  ) {}

  /** There may be something new. */
  hint(): void {
    this.bell.ring();
  }

  /** Something of its owner was revoked or changed: perhaps its credential. */
  invalidated(): void {
    this.changes++;
    // Also while the client reads nothing and `events` is not asked for more.
    void this.mayGoOn();
  }

  end(): void {
    if (this.over) return;
    this.over = true;
    this.bell.ring();
    setTimeout(this.drop, lingerMs).unref();
  }

  /** In the text of an event stream. Ends when the credential does, and when nobody can tell. */
  async *events(): AsyncGenerator<string> {
    // How long a browser waits before it comes again, and a first byte so that it knows that it was let in.
    yield 'retry: 2000\n\n';
    while (!this.over) {
      yield* this.news();
      const rang = await this.bell.wait(this.heartbeatMs);
      if (!rang && (await this.mayGoOn())) yield ':\n\n';
    }
  }

  private async *news(): AsyncGenerator<string> {
    let items: readonly Notification[];
    do {
      if (!(await this.mayGoOn()) || !this.caller) return;
      items = await this.source.listAfter(this.caller, this.last);
      for (const item of items) {
        if (!(await this.mayGoOn())) return;
        this.last = item.id;
        yield `id: ${item.id}\ndata: ${JSON.stringify(item)}\n\n`;
      }
    } while (items.length > 0);
  }

  private async mayGoOn(): Promise<boolean> {
    let seen: number;
    do {
      seen = this.changes;
      this.caller = this.over ? undefined : await this.source.verify().catch(() => undefined);
      // An answer that was on its way while something was revoked may be from before.
    } while (seen !== this.changes);
    if (!this.caller) this.end();
    return !this.over;
  }
}
