import { notifySubject } from '@latchkey/contracts/notifications/notification';
import { Bus } from '@latchkey/messaging/bus';
import type { Subscription } from '@nats-io/transport-node';
import { Injectable } from '@nestjs/common';

interface Watched {
  readonly subscription: Subscription;
  readonly listeners: Set<() => void>;
}

/** Hears that there is something new for a user, while a stream of his is open here and no longer. */
@Injectable()
export class NotificationHints {
  private readonly watched = new Map<string, Watched>();

  constructor(private readonly bus: Bus) {}

  /**
   * @returns ends it
   * @throws Unavailable while NATS was not reached yet
   */
  listen(userId: string, listener: () => void): () => void {
    const { listeners, subscription } = this.watched.get(userId) ?? this.watch(userId);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0 || this.watched.get(userId)?.listeners !== listeners) return;
      this.watched.delete(userId);
      subscription.unsubscribe();
    };
  }

  private watch(userId: string): Watched {
    const listeners = new Set<() => void>();
    const subscription = this.bus.connection.subscribe(notifySubject(userId), {
      callback: (error) => {
        if (!error) for (const listener of listeners) listener();
      },
    });
    const watched = { subscription, listeners };
    this.watched.set(userId, watched);
    return watched;
  }
}
