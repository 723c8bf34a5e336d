import { type UpdateUser, User } from '@latchkey/contracts/identity/user';
import { Command, Option } from 'commander';
import { path } from '../../api.js';
import { type Context, run } from '../../context.js';
import { wrongUsage } from '../../failure.js';
import { type UserFlag, userFlag } from '../../flags.js';
import { showUser } from './facts.js';

interface Options extends UserFlag {
  readonly name?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly notificationEmail?: string;
  readonly email?: string;
  readonly admin?: boolean;
  readonly state?: 'active' | 'suspended';
}

export const setUser = (): Command =>
  new Command('set')
    .alias('update')
    .description('Change an account')
    .addOption(userFlag())
    .option('--name <name>', 'what others see; empty takes it away')
    .option('--first-name <name>')
    .option('--last-name <name>')
    .option('--notification-email <address>', 'where notifications go instead; empty takes it away')
    .optionsGroup('For administrators:')
    .option('--email <address>')
    .option('--admin', 'make it an administrator')
    .option('--no-admin', 'make it an administrator no more')
    .addOption(new Option('--state <state>').choices(['active', 'suspended']))
    .action(
      run(async (context: Context, { userId, ...options }: Options) => {
        const api = await context.api();
        const user = await api.ask('PATCH', path`/v1/users/${userId}`, {
          answer: User,
          body: patchOf(options),
        });
        context.out.success('Saved.');
        const { labels } = await context.policy();
        context.out.result(user, () => showUser(context, user, labels));
      }),
    );

const orNull = (text: string): string | null => (text === '' ? null : text);

function patchOf(options: Omit<Options, 'userId'>): UpdateUser {
  const { name, firstName, lastName, notificationEmail, email, admin, state } = options;
  const patch: UpdateUser = {
    ...(name !== undefined && { name: orNull(name) }),
    ...(firstName !== undefined && { firstName: orNull(firstName) }),
    ...(lastName !== undefined && { lastName: orNull(lastName) }),
    ...(notificationEmail !== undefined && { notificationEmail: orNull(notificationEmail) }),
    ...(email !== undefined && { email }),
    ...(admin !== undefined && { admin }),
    ...(state !== undefined && { state }),
  };
  if (Object.keys(patch).length === 0)
    throw wrongUsage('Nothing to change.', 'Say what: `--help` lists the flags.');
  return patch;
}
