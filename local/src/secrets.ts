import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Values made at random once and kept in a file that only its owner may read. */
export class Secrets {
  private readonly values: Map<string, string>;

  constructor(private readonly file: string) {
    this.values = new Map(Object.entries(read(file)));
  }

  /** The value of that name; made when it is asked for first. */
  of(name: string): string {
    const known = this.values.get(name);
    if (known !== undefined) return known;
    // URL-safe: 144 bits, no character that a URL or a configuration file would need to escape.
    const made = randomBytes(18).toString('base64url');
    this.set(name, made);
    return made;
  }

  get(name: string): string | undefined {
    return this.values.get(name);
  }

  set(name: string, value: string): void {
    this.values.set(name, value);
    this.save();
  }

  delete(name: string): void {
    this.values.delete(name);
    this.save();
  }

  private save(): void {
    writeFileSync(`${this.file}.new`, `${JSON.stringify(Object.fromEntries(this.values), undefined, 2)}\n`, {
      mode: 0o600,
    });
    renameSync(`${this.file}.new`, this.file);
  }
}

function read(file: string): Record<string, string> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new Error(`Cannot read ${file}: ${(error as Error).message}`);
  }
}
