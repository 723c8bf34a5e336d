import { PublicPolicy } from '@latchkey/contracts/policy';
import { parseToken } from '@latchkey/contracts/token';
import { Command } from 'commander';
import { Api } from './api.js';
import { CredentialStore, type StoredCredential } from './credential-store.js';
import { Failure } from './failure.js';
import { fromNow } from './moment.js';
import { Output } from './output.js';
import { Prompts } from './prompts.js';
import { defaultUrl, isInTheClear, serverUrl } from './server-url.js';
import { type Settings, settingsFrom } from './settings.js';

/** Flags that every command takes. */
export interface GlobalOptions {
  readonly url?: string;
  readonly json?: boolean;
  readonly color?: boolean;
}

/** From this long before its end a credential is warned about, in days. */
const warnAtDays = 7;

/** What a command works with: one for each run. */
export class Context {
  private constructor(
    readonly settings: Settings,
    readonly out: Output,
    readonly prompts: Prompts,
    readonly store: CredentialStore,
    readonly url: string,
  ) {}

  static async open({ url, json = false, color = true }: GlobalOptions): Promise<Context> {
    const settings = settingsFrom(process.env);
    const out = outputOf(settings, { json, color });
    const prompts = new Prompts(process.stdin, process.stderr);
    const store = new CredentialStore(settings.folder);
    const chosen = url ?? settings.url ?? (await store.current()) ?? defaultUrl;
    return new Context(settings, out, prompts, store, serverUrl(chosen));
  }

  /** The API as nobody in particular. */
  get anonymous(): Api {
    return new Api(this.url);
  }

  /** What this Latchkey allows, and what things are called there. */
  policy(): Promise<PublicPolicy> {
    return this.anonymous.ask('GET', '/v1/policy', { answer: PublicPolicy });
  }

  /** The API as whoever is signed in. @throws Failure when nobody is */
  async api(): Promise<Api> {
    const token = await this.token();
    if (isInTheClear(this.url))
      this.out.warn(`${this.url} is not encrypted: others can read your credential.`);
    return new Api(this.url, token);
  }

  /** Whether the credential is an API key, which no password makes stronger. */
  async usesApiKey(): Promise<boolean> {
    return parseToken(await this.token())?.kind === 'key';
  }

  /** The stored credential dies with what was just revoked: then it is forgotten, and the person is told. */
  async forgetIfRevoked(): Promise<void> {
    if (this.settings.token !== undefined || (await this.store.read(this.url)) === undefined) return;
    const api = new Api(this.url, await this.token());
    const dead = await api.send('GET', '/v1/auth/verify').then(
      () => false,
      (error: unknown) => error instanceof Failure && error.kind === 'notSignedIn',
    );
    if (!dead) return;
    await this.store.forget(this.url);
    this.out.note('This ended your own sign-in here too. Sign in again with `latchkey login`.');
  }

  private async token(): Promise<string> {
    if (this.settings.token !== undefined) return this.settings.token;
    const stored = await this.stored();
    if (stored !== undefined) return stored.token;
    throw new Failure('notSignedIn', `You are not signed in to ${this.url}.`, {
      next: 'Sign in with `latchkey login`, or set LATCHKEY_TOKEN.',
    });
  }

  private reading: Promise<StoredCredential | undefined> | undefined;

  private stored(): Promise<StoredCredential | undefined> {
    this.reading ??= this.readStored();
    return this.reading;
  }

  private async readStored(): Promise<StoredCredential | undefined> {
    if (await this.store.closeIfOpen(this.url))
      this.out.warn(
        'Others on this machine could read your credential. Replace it: `latchkey logout`, then `login`.',
      );
    const stored = await this.store.read(this.url);
    if (stored !== undefined) this.warnOfEnd(stored);
    return stored;
  }

  private warnOfEnd({ expiresAt }: StoredCredential): void {
    if (expiresAt === null) return;
    const days = (Date.parse(expiresAt) - Date.now()) / 86_400_000;
    if (days <= 0)
      this.out.warn(`Your credential for ${this.url} has expired. Sign in with \`latchkey login\`.`);
    else if (days <= warnAtDays)
      this.out.warn(`Your credential for ${this.url} expires ${fromNow(expiresAt)}.`);
  }
}

export function outputOf(settings: Settings, { json, color }: { json: boolean; color: boolean }): Output {
  const { stdout, stderr } = process;
  return new Output({ stdout, stderr, json, colour: settings.colour && color });
}

/** A command's action, with its context before its own arguments and flags. */
export function run<A extends unknown[]>(
  act: (context: Context, ...args: A) => Promise<void>,
): (...all: unknown[]) => Promise<void> {
  return async (...all) => {
    const command = all.at(-1);
    if (!(command instanceof Command)) throw new TypeError('An action gets its command last.');
    const context = await Context.open(command.optsWithGlobals<GlobalOptions>());
    try {
      await act(context, ...(all.slice(0, -1) as A));
    } finally {
      context.prompts.close();
    }
  };
}
