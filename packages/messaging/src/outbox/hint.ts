import type { DataSource } from 'typeorm';

export interface RecordHint {
  /** Somebody waits for what the event leads to. */
  readonly urgent: boolean;
}

const wakers = new WeakMap<DataSource, (hint: RecordHint) => void>();

/** Called after each commit that recorded something in this process. A hint: the relay also looks by itself. */
export function hintRecorded(dataSource: DataSource, hint: RecordHint): void {
  wakers.get(dataSource)?.(hint);
}

export function onRecorded(dataSource: DataSource, waker: (hint: RecordHint) => void): void {
  wakers.set(dataSource, waker);
}
