import { setTimeout as pause } from 'node:timers/promises';
import { parseToken } from '@latchkey/contracts/token';
import { Command } from 'commander';
import { Api } from '../../api.js';
import { type Context, run } from '../../context.js';
import type { StoredCredential } from '../../credential-store.js';
import { wrongUsage } from '../../failure.js';
import { inFull } from '../../moment.js';
import { type Authorization, authorizeDevice, awaitToken } from './device-flow.js';
import { endOfKey, type Identity, identify } from './identity.js';
import { openBrowser } from './open-browser.js';
import { endToken } from './revoke-token.js';

interface Options {
  readonly apiKey?: boolean;
  readonly browser: boolean;
}

export const login = (): Command =>
  new Command('login')
    .description('Sign in, by a browser here or anywhere')
    .option('--api-key', 'sign in with an API key instead, asked for or read from stdin')
    .option('--no-browser', 'only print the address')
    .addHelpText('after', '\nA script needs no login: it sets LATCHKEY_TOKEN.')
    .action(
      run(async (context: Context, options: Options) => {
        const before = await context.store.read(context.url).catch(() => undefined);
        const granted = options.apiKey ? await givenKey(context) : await granting(context, options);
        const api = new Api(context.url, granted.token);
        const identity = await identify(api);
        const expiresAt = granted.expiresAt ?? (await endOfKey(api, identity));
        await keep(context, identity, { token: granted.token, expiresAt });
        if (before !== undefined && before.token !== granted.token) await endEarlier(context, before.token);
      }),
    );

/** A sign-in that nobody holds any more should not live on. */
async function endEarlier(context: Context, token: string): Promise<void> {
  await endToken(context, token).catch((error: Error) =>
    context.out.warn(
      `Your earlier sign-in could not be ended: ${error.message} \`latchkey sessions list\` shows it.`,
    ),
  );
}

interface Granted {
  readonly token: string;
  /** Undefined: to be looked up. */
  readonly expiresAt: string | undefined;
}

async function givenKey({ prompts }: Context): Promise<Granted> {
  const token = (await prompts.secret('API key')).trim();
  if (parseToken(token)?.kind !== 'key')
    throw wrongUsage(
      'This is no API key: its checksum is wrong.',
      'Copy it again, from its `lk_key_` to its end.',
    );
  return { token, expiresAt: undefined };
}

async function granting(context: Context, options: Options): Promise<Granted> {
  const authorization = await authorizeDevice(context.anonymous);
  await show(context, authorization, options);
  const granted = await awaitToken(context.anonymous, authorization, (seconds) => pause(seconds * 1000));
  const end = new Date(Date.now() + (granted.expires_in ?? 0) * 1000).toISOString();
  return { token: granted.access_token, expiresAt: granted.expires_in === undefined ? undefined : end };
}

/** The address and the code go first: whoever has no browser here opens it elsewhere. */
async function show(
  { out, settings, url }: Context,
  asked: Authorization,
  { browser }: Options,
): Promise<void> {
  const page = asked.verification_uri_complete ?? asked.verification_uri;
  out.note(`To sign in to ${url}, open this page and approve:\n\n  ${page}\n`);
  out.note(`It must show the code ${asked.user_code}; if it asks for one, enter that.`);
  const opened = browser && process.stderr.isTTY === true && (await openBrowser(page, settings));
  out.note(opened ? 'A browser should open now. Waiting for your approval …' : 'Waiting for your approval …');
}

async function keep(
  { out, settings, store, url }: Context,
  { handle, userId }: Identity,
  { token, expiresAt }: Pick<StoredCredential, 'token' | 'expiresAt'>,
): Promise<void> {
  await store.save({ url, token, handle, savedAt: new Date().toISOString(), expiresAt });
  out.result({ url, handle, userId, expiresAt }, () => {
    const end = expiresAt === null ? '' : ` until ${inFull(expiresAt)}`;
    out.success(`You are signed in to ${url} as ${handle}${end}.`);
  });
  if (settings.token !== undefined)
    out.warn('LATCHKEY_TOKEN is set and goes before this sign-in. Unset it to use this one.');
}
