import { pageOf } from '@latchkey/contracts/page';
import { Session } from '@latchkey/contracts/tokens/session';
import { Command } from 'commander';
import type { z } from 'zod';
import { path } from '../../api.js';
import { type Context, run } from '../../context.js';
import { type UserFlag, userFlag } from '../../flags.js';
import { fromNow } from '../../moment.js';
import type { Cell } from '../../output.js';
import { type PageFlags, pageFlags, readPages, tellOfMore } from '../../pages.js';

export const listSessions = (): Command => {
  const command = new Command('list').alias('ls').description('List the sessions of browsers and programs');
  for (const flag of [userFlag(), ...pageFlags()]) command.addOption(flag);
  return command.action(
    run(async (context: Context, options: UserFlag & PageFlags) => {
      const target = path`/v1/users/${options.userId}/sessions`;
      const page = await readPages({ api: await context.api(), target, answer: pageOf(Session) }, options);
      context.out.result(page, () => {
        context.out.table({
          columns: ['ID', 'DEVICE', 'ADDRESS', 'LAST SEEN', 'SIGNED IN', 'ENDS', ''],
          rows: page.items.map(rowOf),
          empty: 'There is no session.',
        });
        tellOfMore(context.out, page);
      });
    }),
  );
};

function rowOf({ id, device, kind, current, ...session }: z.infer<typeof Session>): Cell[] {
  const names = [device.browser, device.os].filter((name) => name !== null);
  return [
    id,
    names.join(' on ') || kind,
    session.ipAddress,
    fromNow(session.lastSeenAt),
    fromNow(session.createdAt),
    fromNow(session.expiresAt),
    current ? { text: 'this one', tone: 'good' } : '',
  ];
}
