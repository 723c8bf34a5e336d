import { PasswordChanged } from '@latchkey/contracts/identity/password';
import { brokenPasswordRules, passwordRules } from '@latchkey/contracts/password-rules';
import type { PublicPolicy } from '@latchkey/contracts/policy';
import { Command, Option } from 'commander';
import type { z } from 'zod';
import { path } from '../../api.js';
import { type Context, run } from '../../context.js';
import { Failure } from '../../failure.js';
import { type UserFlag, userFlag, yesOrNo } from '../../flags.js';
import { receiptInWords } from '../../receipt.js';

interface Options extends UserFlag {
  readonly old?: string | true;
  readonly new?: string | true;
  readonly revokeAllAccess: boolean;
  readonly keepCurrentSession?: boolean;
}

export const updatePassword = (): Command =>
  new Command('update-password')
    .description('Change the password')
    .addOption(userFlag())
    .option('--old [password]', 'the current one; asked for if left out, which keeps it out of your history')
    .option('--new [password]', 'the new one; asked for if left out')
    .addOption(
      new Option(
        '--revoke-all-access [yes]',
        'end every session and revoke what the policy covers, this sign-in too',
      )
        .argParser(yesOrNo)
        .preset(true)
        .default(false),
    )
    .option('--keep-current-session', 'with --revoke-all-access: spare this sign-in')
    .action(
      run(async (context: Context, options: Options) => {
        const api = await context.api();
        const policy = await context.policy();
        tellRules(context, policy);
        const currentPassword = await given(options.old, () => context.prompts.secret('Current password'));
        const newPassword = await given(options.new, () => context.prompts.newSecret('New password'));
        requireGood(policy, newPassword);
        const { revokeAllAccess: revokeAll, keepCurrentSession = false } = options;
        const changed = await api.ask('PUT', path`/v1/users/${options.userId}/password`, {
          answer: PasswordChanged,
          body: { currentPassword, newPassword, revokeAll, keepCurrentSession },
        });
        context.out.result(changed, () => context.out.success('The password is changed.'));
        if (changed.receipt !== null) await tellReceipt(context, changed.receipt, policy);
      }),
    );

async function given(flag: string | true | undefined, ask: () => Promise<string>): Promise<string> {
  return typeof flag === 'string' ? flag : ask();
}

function tellRules({ out }: Context, { password }: PublicPolicy): void {
  out.note('A new password must keep these rules:');
  for (const { message } of passwordRules(password)) out.note(`  ${message}`);
  if (password.blockList) out.note('  Choose one that is not common and has not leaked.');
}

/** Found here, it is never sent. What is common or too like the handle is the server's to say. */
function requireGood({ password: policy }: PublicPolicy, password: string): void {
  const broken = brokenPasswordRules(policy, { password });
  if (broken.length === 0) return;
  throw new Failure('usage', 'The new password does not keep the rules.', {
    lines: broken.map(({ message }) => message),
    next: 'Choose another one.',
  });
}

async function tellReceipt(
  context: Context,
  receipt: NonNullable<z.infer<typeof PasswordChanged>['receipt']>,
  { revokeAll, labels }: PublicPolicy,
): Promise<void> {
  context.out.note(receiptInWords(receipt));
  if (!revokeAll.apiKeys) context.out.note(`${labels.apiKeys} go on working.`);
  await context.forgetIfRevoked();
}
