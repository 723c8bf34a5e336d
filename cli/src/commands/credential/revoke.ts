import { parseToken } from '@latchkey/contracts/token';
import { Command } from 'commander';
import { type Context, run } from '../../context.js';
import { Failure, wrongUsage } from '../../failure.js';

/** Most that the server takes at a time. */
const most = 100;

export const revoke = (): Command =>
  new Command('revoke')
    .description('End leaked tokens; whoever holds one may do that, signed in or not')
    .argument('[token...]', 'read from stdin, or asked for, if left out')
    .action(
      run(async (context: Context, given: string[]) => {
        const tokens = given.length > 0 ? given : await asked(context);
        requireWellFormed(tokens);
        await context.anonymous.send('POST', '/v1/credentials/revoke', { body: { credentials: tokens } });
        const what = tokens.length === 1 ? 'The token is' : `The ${tokens.length} tokens are`;
        context.out.result({ reported: tokens.length }, () =>
          context.out.success(
            `${what} dead everywhere. If anybody owned one that still worked, they are told.`,
          ),
        );
        await context.forgetIfRevoked();
      }),
    );

async function asked({ prompts }: Context): Promise<string[]> {
  const text = prompts.onTerminal ? await prompts.secret('Token') : await prompts.rest('A token');
  return text.split(/\s+/).filter((word) => word !== '');
}

/** A typo would be passed over in silence, and the leaked one would live on. */
function requireWellFormed(tokens: readonly string[]): void {
  if (tokens.length === 0) throw wrongUsage('Which token?');
  if (tokens.length > most) throw wrongUsage(`At most ${most} tokens at a time.`);
  const wrong = tokens.flatMap((token, i) => (parseToken(token) === undefined ? [reasonFor(token, i)] : []));
  if (wrong.length === 0) return;
  throw new Failure('usage', 'Nothing was revoked: this is no whole token of a Latchkey.', {
    lines: wrong,
    next: 'Copy it again, from its `lk_` to its end.',
  });
}

/** Says which without saying it again. */
function reasonFor(token: string, index: number): string {
  const which = `Token ${index + 1}`;
  if (!token.startsWith('lk_')) return `${which} does not begin with lk_.`;
  if (token.length !== 77) return `${which} has ${token.length} characters instead of 77.`;
  return `${which} has a typo: its checksum does not fit.`;
}
