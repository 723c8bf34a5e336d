import { Command } from 'commander';
import { type Context, run } from '../../context.js';
import { Failure } from '../../failure.js';
import { endToken } from './revoke-token.js';

interface Options {
  readonly local?: boolean;
}

export const logout = (): Command =>
  new Command('logout')
    .description('End the sign-in of this machine and forget it')
    .option('--local', 'only forget it, as when the server is gone; it stays valid')
    .action(
      run(async (context: Context, { local = false }: Options) => {
        const { out, settings, store, url } = context;
        const stored = await store.read(url);
        if (stored === undefined) return out.note(`You are not signed in to ${url}.`);
        const ended = !local && (await end(context, stored.token));
        await store.forget(url);
        out.result({ url, revoked: ended }, () =>
          out.success(
            ended ? `You are signed out of ${url}.` : `The credential for ${url} is forgotten here.`,
          ),
        );
        if (!ended)
          out.note('It is still valid: `latchkey users api-keys delete` or `latchkey revoke` ends one.');
        if (settings.token !== undefined) out.warn('LATCHKEY_TOKEN is still set.');
      }),
    );

/** What could not be ended is not forgotten either: it would stay valid with nobody to end it. */
async function end(context: Context, token: string): Promise<boolean> {
  try {
    return await endToken(context, token);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(error.kind, `You are still signed in. ${error.message}`, {
      ...error.details,
      next: 'Try again, or use `--local` to forget the credential while it stays valid.',
    });
  }
}
