import { Receipt } from '@latchkey/contracts/tokens/revocation';
import { Command } from 'commander';
import { path } from '../../api.js';
import { type Context, run } from '../../context.js';
import { type UserFlag, userFlag, type YesFlag, yesFlag } from '../../flags.js';
import { receiptInWords } from '../../receipt.js';
import { withStepUp } from '../../step-up.js';

export const resetAuthentication = (): Command =>
  new Command('reset-authentication')
    .description('End every session and revoke every API key, this sign-in too')
    .addOption(userFlag())
    .addOption(yesFlag())
    .action(
      run(async (context: Context, { userId, yes }: UserFlag & YesFlag) => {
        const api = await context.api();
        if (!yes)
          await context.prompts.confirm(
            'End every session and revoke every API key? Programs that use one stop working.',
          );
        const receipt = await withStepUp(context, (proof) =>
          api.ask('POST', path`/v1/users/${userId}/reset-authentication`, { answer: Receipt, body: proof }),
        );
        context.out.result(receipt, () => context.out.success(receiptInWords(receipt)));
        await context.forgetIfRevoked();
      }),
    );
