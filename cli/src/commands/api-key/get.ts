import { ApiKey } from '@latchkey/contracts/tokens/api-key';
import { Command } from 'commander';
import { path } from '../../api.js';
import { type Context, run } from '../../context.js';
import { type UserFlag, userFlag } from '../../flags.js';
import { showKey } from './facts.js';
import { type KeyIdFlag, keyIdOf, takesKeyId } from './key-id.js';

export const getApiKey = (): Command =>
  takesKeyId(new Command('get').description('Show one API key, without its secret'))
    .addOption(userFlag())
    .action(
      run(async (context: Context, id: string | undefined, options: UserFlag & KeyIdFlag) => {
        const target = path`/v1/users/${options.userId}/api-keys/${keyIdOf(id, options)}`;
        const key = await (await context.api()).ask('GET', target, { answer: ApiKey });
        context.out.result(key, () => showKey(context, key));
      }),
    );
