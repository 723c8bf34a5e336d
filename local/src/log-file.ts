import { mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const limitBytes = 10 * 1024 * 1024;

/**
 * Opens a log to append to. One that has grown beyond 10 MB becomes `<file>.1` first, in place of an older one.
 *
 * @returns its file descriptor
 */
export function openLog(file: string): number {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > limitBytes) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}
