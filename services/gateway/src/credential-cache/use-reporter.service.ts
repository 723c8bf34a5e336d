import { reportCredentialUses } from '@latchkey/contracts/tokens/credential';
import { RpcClient } from '@latchkey/messaging/rpc-client';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';

/**
 * How long uses are gathered, in milliseconds: with the 2 s of the tokens service they are known within 10 s, and a key
 * that is used all the time costs as few writes as that allows.
 */
const reportEveryMs = 6000;
const batch = 5000;

interface Use {
  ipAddress: string;
  at: number;
}

/** Tells tokens when and from where credentials were used that the cache answered for: one message for many uses. */
@Injectable()
export class UseReporter implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private uses = new Map<string, Use>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly rpc: RpcClient) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.report(), reportEveryMs);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.report();
  }

  note(credentialId: string, ipAddress: string): void {
    const use = this.uses.get(credentialId);
    if (use) {
      use.ipAddress = ipAddress;
      use.at = performance.now();
    } else this.uses.set(credentialId, { ipAddress, at: performance.now() });
  }

  /** A report that fails is dropped: the next use tells the same, and a session must not live on by old news. */
  private async report(): Promise<void> {
    if (this.uses.size === 0) return;
    const now = performance.now();
    const taken = [...this.uses].map(([credentialId, use]) => ({
      credentialId,
      ipAddress: use.ipAddress,
      secondsAgo: Math.max(0, (now - use.at) / 1000),
    }));
    this.uses = new Map();
    for (let i = 0; i < taken.length; i += batch) {
      await this.rpc.call(reportCredentialUses, { uses: taken.slice(i, i + batch) }).catch(() => undefined);
    }
  }
}
