import { pageOf } from '@latchkey/contracts/page';
import { ApiKey } from '@latchkey/contracts/tokens/api-key';
import { Command } from 'commander';
import { path } from '../../api.js';
import { type Context, run } from '../../context.js';
import { type UserFlag, userFlag } from '../../flags.js';
import { type PageFlags, pageFlags, readPages, tellOfMore } from '../../pages.js';
import { columns, rowOf, warnOfEnd } from './facts.js';

export const listApiKeys = (): Command => {
  const command = new Command('list').alias('ls').description('List API keys, without their secrets');
  for (const flag of [userFlag(), ...pageFlags()]) command.addOption(flag);
  return command.action(
    run(async (context: Context, options: UserFlag & PageFlags) => {
      const target = path`/v1/users/${options.userId}/api-keys`;
      const page = await readPages({ api: await context.api(), target, answer: pageOf(ApiKey) }, options);
      context.out.result(page, () => {
        context.out.table({ columns, rows: page.items.map(rowOf), empty: 'There is no API key yet.' });
        tellOfMore(context.out, page);
      });
      warnOfEnd(context, page.items);
    }),
  );
};
