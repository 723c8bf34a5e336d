import { randomUUID } from 'node:crypto';
import { CreatedApiKey } from '@latchkey/contracts/tokens/api-key';
import { Command, Option } from 'commander';
import { path } from '../../api.js';
import { type Context, run } from '../../context.js';
import { seconds, type UserFlag, userFlag, type YesFlag, yesFlag } from '../../flags.js';
import { withStepUp } from '../../step-up.js';
import { showSecret } from './facts.js';
import { type KeyIdFlag, keyIdOf, takesKeyId } from './key-id.js';

interface Options extends UserFlag, KeyIdFlag, YesFlag {
  readonly grace: number;
}

export const rotateApiKey = (): Command =>
  takesKeyId(new Command('rotate').description('Replace an API key by a new one with the same rights'))
    .addOption(userFlag())
    .addOption(
      new Option('--grace <time>', 'how long the old one still works, as 24h')
        .argParser(seconds)
        .default(0, 'not at all'),
    )
    .addOption(yesFlag())
    .action(
      run(async (context: Context, id: string | undefined, options: Options) => {
        const target = path`/v1/users/${options.userId}/api-keys/${keyIdOf(id, options)}/rotate`;
        const api = await context.api();
        if (options.grace === 0 && !options.yes)
          await context.prompts.confirm('The old key stops working at once, everywhere. Go ahead?');
        const created = await withStepUp(context, (proof) =>
          api.ask('POST', target, {
            answer: CreatedApiKey,
            body: { gracePeriodSeconds: options.grace, ...proof },
            headers: { 'idempotency-key': randomUUID() },
          }),
        );
        const { apiKey, token } = created;
        context.out.result(created, () => token !== null && showSecret(context, { apiKey, token }));
      }),
    );
