import { Command } from 'commander';
import { path } from '../../api.js';
import { type Context, run } from '../../context.js';
import { type UserFlag, userFlag } from '../../flags.js';

export const endSession = (): Command =>
  new Command('end')
    .alias('delete')
    .description('End a session: nothing accepts it any more when this returns')
    .argument('<id>', 'as `list` shows it, or `current`')
    .addOption(userFlag())
    .action(
      run(async (context: Context, id: string, { userId }: UserFlag) => {
        const api = await context.api();
        await api.send('DELETE', path`/v1/users/${userId}/sessions/${id}`);
        context.out.result({ ended: id }, () => context.out.success('The session has ended everywhere.'));
        await context.forgetIfRevoked();
      }),
    );
