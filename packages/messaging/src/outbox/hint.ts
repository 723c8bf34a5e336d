import type { DataSource } from 'typeorm';

const wakers = new WeakMap<DataSource, () => void>();

/** Called after each commit that recorded something in this process. A hint: the relay also looks by itself. */
export function hintRecorded(dataSource: DataSource): void {
  wakers.get(dataSource)?.();
}

export function onRecorded(dataSource: DataSource, waker: () => void): void {
  wakers.set(dataSource, waker);
}
