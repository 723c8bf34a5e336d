import { Command } from 'commander';
import { path } from '../../api.js';
import { type Context, run } from '../../context.js';
import { type UserFlag, userFlag } from '../../flags.js';
import { SeenUser, showUser } from './facts.js';

export const getUser = (): Command =>
  new Command('get')
    .description('Show an account')
    .argument('[user]', 'handle or id; your own if left out')
    .addOption(userFlag())
    .action(
      run(async (context: Context, argument: string | undefined, { userId }: UserFlag) => {
        const api = await context.api();
        const user = await api.ask('GET', path`/v1/users/${argument ?? userId}`, { answer: SeenUser });
        const { labels } = await context.policy();
        context.out.result(user, () => showUser(context, user, labels));
      }),
    );
