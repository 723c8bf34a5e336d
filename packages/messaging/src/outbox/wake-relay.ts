import type { DataSource } from 'typeorm';
import { onRecorded } from './hint.js';
import type { Relay } from './relay.js';
import { notifyChannel } from './relay-session.js';

/**
 * Tells the relay of commits: in this process by a call, else by NOTIFY. At most one NOTIFY is under way at a time,
 * in a transaction of its own: it takes a lock on the whole database at commit, so a busy service must not issue
 * one for each event. It is a hint; the relay's polling finds what it misses.
 */
export function wakeRelayOnCommit(dataSource: DataSource, relay: Relay | undefined, notify: boolean): void {
  let notifying = false;
  let again = false;
  const tell = async (): Promise<void> => {
    again = true;
    if (notifying) return;
    notifying = true;
    while (again) {
      again = false;
      await dataSource.query(`NOTIFY ${notifyChannel}`).catch(() => undefined);
    }
    notifying = false;
  };
  onRecorded(dataSource, () => {
    if (relay?.isLeading) relay.wake();
    else if (notify) void tell();
  });
}
