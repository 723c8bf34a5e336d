import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Time } from '@latchkey/contracts/time';
import { z } from 'zod';
import { Failure } from './failure.js';

/** How this machine signs in to one Latchkey. */
export const StoredCredential = z.object({
  url: z.string(),
  token: z.string(),
  handle: z.string(),
  savedAt: Time,
  /** Null: never, or not known. */
  expiresAt: Time.nullable(),
});
export type StoredCredential = z.infer<typeof StoredCredential>;

/**
 * One file per Latchkey, `0600` in a folder `0700`: two logins at once to two of them have nothing to overwrite, and
 * each file is replaced as a whole.
 */
export class CredentialStore {
  constructor(private readonly folder: string) {}

  async read(url: string): Promise<StoredCredential | undefined> {
    const file = this.fileOf(url);
    const text = await readIfThere(file);
    if (text === undefined) return undefined;
    const stored = StoredCredential.safeParse(parsed(text));
    if (stored.success && stored.data.url === url) return stored.data;
    throw new Failure('notSignedIn', `${file} is damaged.`, { next: 'Sign in again with `latchkey login`.' });
  }

  /** From now on `url` is where commands go that name no other. */
  async save(credential: StoredCredential): Promise<void> {
    await this.prepare();
    await this.replace(this.fileOf(credential.url), JSON.stringify(credential, null, 2));
    await this.replace(this.currentFile, credential.url);
  }

  async forget(url: string): Promise<void> {
    await rm(this.fileOf(url), { force: true });
    if ((await this.current()) === url) await rm(this.currentFile, { force: true });
  }

  /** Where the last login went. */
  async current(): Promise<string | undefined> {
    return (await readIfThere(this.currentFile))?.trim();
  }

  async urls(): Promise<string[]> {
    const names = await readdir(this.folder).catch(() => []);
    return names
      .filter((name) => name.endsWith(ending))
      .map((name) => decodeURIComponent(name.slice(0, -ending.length)));
  }

  /** Whether others on this machine could read a credential; closed at once. */
  async closeIfOpen(url: string): Promise<boolean> {
    const file = this.fileOf(url);
    const mode = (await stat(file).catch(() => undefined))?.mode ?? 0;
    if (process.platform === 'win32' || (mode & 0o077) === 0) return false;
    await chmod(file, 0o600);
    return true;
  }

  private fileOf(url: string): string {
    return join(this.folder, encodeURIComponent(url) + ending);
  }

  private get currentFile(): string {
    return join(this.folder, 'current');
  }

  private async prepare(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await chmod(this.folder, 0o700);
  }

  /** Readers see the old text or the new one; a name of its own keeps writers apart. */
  private async replace(file: string, text: string): Promise<void> {
    const draft = `${file}.${randomBytes(6).toString('hex')}.tmp`;
    try {
      await writeFile(draft, `${text}\n`, { mode: 0o600, flag: 'wx', flush: true });
      await rename(draft, file);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }
}

const ending = '.json';

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
