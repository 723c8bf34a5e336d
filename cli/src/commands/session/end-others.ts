import { Receipt } from '@latchkey/contracts/tokens/revocation';
import { Command } from 'commander';
import { path } from '../../api.js';
import { type Context, run } from '../../context.js';
import { type UserFlag, userFlag, type YesFlag, yesFlag } from '../../flags.js';
import { receiptInWords } from '../../receipt.js';

export const endOtherSessions = (): Command =>
  new Command('end-others')
    .description('End every session but this one')
    .addOption(userFlag())
    .addOption(yesFlag())
    .action(
      run(async (context: Context, { userId, yes }: UserFlag & YesFlag) => {
        const api = await context.api();
        if (!yes) await context.prompts.confirm('End every other session, in browsers and programs?');
        const target = path`/v1/users/${userId}/sessions`;
        const receipt = await api.ask('DELETE', target, { answer: Receipt, query: { except: 'current' } });
        context.out.result(receipt, () => context.out.success(receiptInWords(receipt)));
        await context.forgetIfRevoked();
      }),
    );
