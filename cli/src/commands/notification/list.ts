import {
  type Notification,
  NotificationPage,
  NotificationStatus,
} from '@latchkey/contracts/notifications/notification';
import { Command, Option } from 'commander';
import { path } from '../../api.js';
import { type Context, run } from '../../context.js';
import { type UserFlag, userFlag } from '../../flags.js';
import { fromNow } from '../../moment.js';
import type { Cell } from '../../output.js';
import { type PageFlags, pageFlags, readPages, tellOfMore } from '../../pages.js';

interface Options extends UserFlag, PageFlags {
  readonly status?: NotificationStatus;
}

export const listNotifications = (): Command => {
  const command = new Command('list')
    .alias('ls')
    .description('List notifications, newest first')
    .addOption(new Option('--status <status>').choices(NotificationStatus.options));
  for (const flag of [userFlag(), ...pageFlags()]) command.addOption(flag);
  return command.action(
    run(async (context: Context, options: Options) => {
      const page = await readPages(
        {
          api: await context.api(),
          target: path`/v1/users/${options.userId}/notifications`,
          answer: NotificationPage,
          query: { status: options.status },
        },
        options,
      );
      context.out.result(page, () => {
        const columns = ['ID', 'WHEN', 'STATUS', 'WHAT'];
        context.out.table({ columns, rows: page.items.map(rowOf), empty: 'There is nothing here.' });
        tellOfMore(context.out, page);
      });
      if (page.unseenCount > 0) context.out.note(`Not seen yet: ${page.unseenCount}.`);
    }),
  );
};

const rowOf = ({ id, title, createdAt, status }: Notification): Cell[] => [
  id,
  fromNow(createdAt),
  { text: status, tone: status === 'unseen' ? 'good' : 'quiet' },
  { text: title, tone: status === 'unseen' ? 'strong' : 'quiet' },
];
