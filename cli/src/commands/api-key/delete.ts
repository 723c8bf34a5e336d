import { ApiKey } from '@latchkey/contracts/tokens/api-key';
import { Command } from 'commander';
import { path } from '../../api.js';
import { type Context, run } from '../../context.js';
import { type UserFlag, userFlag, type YesFlag, yesFlag } from '../../flags.js';
import { fromNow } from '../../moment.js';
import { type KeyIdFlag, keyIdOf, takesKeyId } from './key-id.js';

type Options = UserFlag & KeyIdFlag & YesFlag;

export const deleteApiKey = (): Command =>
  takesKeyId(
    new Command('delete')
      .alias('rm')
      .description('Delete an API key: it is dead everywhere when this returns'),
  )
    .addOption(userFlag())
    .addOption(yesFlag())
    .action(
      run(async (context: Context, id: string | undefined, options: Options) => {
        const target = path`/v1/users/${options.userId}/api-keys/${keyIdOf(id, options)}`;
        const api = await context.api();
        if (!options.yes) {
          const { name, lastUsedAt, last4 } = await api.ask('GET', target, { answer: ApiKey });
          const known = `${name ? `"${name}" ` : ''}…${last4}, last used ${fromNow(lastUsedAt)}`;
          await context.prompts.confirm(`Delete the key ${known}? Programs that use it stop working.`);
        }
        await api.send('DELETE', target);
        context.out.result({ deleted: true }, () =>
          context.out.success('The key is deleted and dead everywhere.'),
        );
        await context.forgetIfRevoked();
      }),
    );
