import { markAllSeen, Notification } from '@latchkey/contracts/notifications/notification';
import { Command } from 'commander';
import { type Api, path } from '../../api.js';
import { type Context, run } from '../../context.js';
import { wrongUsage } from '../../failure.js';
import { type UserFlag, userFlag } from '../../flags.js';

interface Options extends UserFlag {
  readonly all?: boolean;
}

export const markSeen = (): Command =>
  new Command('mark-seen')
    .description('Mark notifications as seen')
    .argument('[id...]', 'as `list` shows them: ntf_…')
    .option('--all', 'every one')
    .addOption(userFlag())
    .action(
      run(async (context: Context, ids: string[], { all = false, userId }: Options) => {
        if (all === ids.length > 0) throw wrongUsage('Which ones?', 'Give their ids, or `--all`.');
        const api = await context.api();
        const marked = all ? await markAll(api, userId) : await markEach(api, userId, ids);
        context.out.result({ marked }, () =>
          context.out.success(marked === 1 ? 'Marked one as seen.' : `Marked ${marked} as seen.`),
        );
      }),
    );

async function markAll(api: Api, userId: string): Promise<number> {
  const target = path`/v1/users/${userId}/notifications/mark-all-seen`;
  return (await api.ask('POST', target, { answer: markAllSeen.output })).marked;
}

async function markEach(api: Api, userId: string, ids: readonly string[]): Promise<number> {
  for (const id of ids) {
    const target = path`/v1/users/${userId}/notifications/${id}`;
    await api.ask('PATCH', target, { answer: Notification, body: { status: 'seen' } });
  }
  return ids.length;
}
