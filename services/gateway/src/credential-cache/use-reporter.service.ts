import { reportCredentialUses } from '@latchkey/contracts/tokens/credential';
import { RpcClient } from '@latchkey/messaging/rpc-client';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Entry } from './principal-cache.js';

/**
 * How long uses are gathered, in milliseconds: with the 2 s of the tokens service they are known within 10 s, and a key
 * that is used all the time costs as few writes as that allows.
 */
const reportEveryMs = 6000;
/** In one message: few enough that nobody waits for it to be written. */
const batch = 500;

/** Tells tokens when and from where credentials were used that the cache answered for: one message for many uses. */
@Injectable()
export class UseReporter implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private untold: Entry[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly rpc: RpcClient) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.report(), reportEveryMs);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.report();
  }

  /** @param now the monotonic clock */
  note(entry: Entry, ipAddress: string, now: number): void {
    if (entry.usedAt === 0) this.untold.push(entry);
    entry.usedFrom = ipAddress;
    entry.usedAt = now;
  }

  /** A report that fails is dropped: the next use tells the same, and a session must not live on by old news. */
  private async report(): Promise<void> {
    const { untold } = this;
    this.untold = [];
    for (let i = 0; i < untold.length; i += batch) {
      const uses = untold.slice(i, i + batch).map(take);
      await this.rpc.call(reportCredentialUses, { uses }).catch(() => undefined);
    }
  }
}

function take(entry: Entry) {
  const secondsAgo = Math.max(0, (performance.now() - entry.usedAt) / 1000);
  entry.usedAt = 0;
  return { credentialId: entry.principal.credentialId, ipAddress: entry.usedFrom, secondsAgo };
}
