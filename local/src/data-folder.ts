import { existsSync, lstatSync, mkdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { RunLock } from './run-lock.js';
import { Secrets } from './secrets.js';
import { blockedAt, letThrough, unprivilegedOwner } from './servers/unprivileged.js';

/** What is under `LATCHKEY_DATA`. */
export class DataFolder {
  readonly path: string;
  readonly lock: RunLock;
  readonly secrets: Secrets;

  /** @throws Error with a sentence when another supervisor uses it */
  constructor(path: string) {
    this.path = resolve(path);
    mkdirSync(this.path, { recursive: true, mode: 0o700 });
    this.lock = RunLock.take(this.in('run', 'lock'));
    this.secrets = new Secrets(this.in('secrets.json'));
  }

  in(...names: string[]): string {
    return join(this.path, ...names);
  }

  hasPostgresElsewhere(): boolean {
    return isLink(this.in('postgres'));
  }

  /**
   * Where PostgreSQL's files go: `postgres` in here. As root it runs as another user; if that user cannot reach
   * this folder (a clone under /root), they are in /var/lib/latchkey and `postgres` is a link to them.
   */
  postgres(): string {
    const inside = this.in('postgres');
    if (this.hasPostgresElsewhere()) return readlinkSync(inside);
    const owner = unprivilegedOwner(inside);
    if (!owner) return inside;
    letThrough(this.path);
    if (existsSync(inside) || !blockedAt(this.path, owner)) return inside;
    const outside = join('/var/lib/latchkey', this.secrets.of('folder'), 'postgres');
    mkdirSync(join(outside, '..'), { recursive: true, mode: 0o711 });
    symlinkSync(outside, inside);
    return outside;
  }
}

const isLink = (path: string): boolean =>
  lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
