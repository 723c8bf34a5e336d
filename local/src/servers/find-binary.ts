import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

// Where distributions put servers that an ordinary user's PATH does not name.
const besidesPath = [
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/bin',
  '/sbin',
  '/bin',
  '/opt/homebrew/bin',
];

/** PATH, and where distributions put servers. */
export function searchPath(): string[] {
  return [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), ...besidesPath];
}

/** The first executable of that name. */
export function findBinary(name: string): string | undefined {
  return searchPath()
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
