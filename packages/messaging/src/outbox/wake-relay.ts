import type { DataSource } from 'typeorm';
import { onRecorded, type RecordHint } from './hint.js';
import type { Relay } from './relay.js';
import { notifyChannel, urgentPayload } from './relay-session.js';

/**
 * Tells the relay of commits: in this process by a call, else by NOTIFY. At most one NOTIFY is under way at a time,
 * in a transaction of its own: it takes a lock on the whole database at commit, so a busy service must not issue
 * one for each event. It is a hint; the relay's polling finds what it misses.
 */
export function wakeRelayOnCommit(dataSource: DataSource, relay: Relay | undefined, notify: boolean): void {
  let notifying = false;
  let next: RecordHint | undefined;
  const tell = async (hint: RecordHint): Promise<void> => {
    next = { urgent: hint.urgent || next?.urgent === true };
    if (notifying) return;
    notifying = true;
    for (let told: RecordHint | undefined = next; told; told = next) {
      next = undefined;
      const payload = told.urgent ? `, '${urgentPayload}'` : '';
      await dataSource.query(`NOTIFY ${notifyChannel}${payload}`).catch(() => undefined);
    }
    notifying = false;
  };
  onRecorded(dataSource, (hint) => {
    if (relay?.isLeading) relay.wake(hint);
    else if (notify) void tell(hint);
  });
}
