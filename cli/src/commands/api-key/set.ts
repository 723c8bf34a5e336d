import type { Right } from '@latchkey/contracts/rights';
import { ApiKey, type UpdateApiKey } from '@latchkey/contracts/tokens/api-key';
import { Command, Option } from 'commander';
import { path } from '../../api.js';
import { type Context, run } from '../../context.js';
import { wrongUsage } from '../../failure.js';
import { listed, moment, type UserFlag, userFlag } from '../../flags.js';
import { requireRightsToExist, rightFlags, rightsOf } from '../../right-flags.js';
import { withStepUp } from '../../step-up.js';
import { showKey } from './facts.js';
import { type KeyIdFlag, keyIdOf, takesKeyId } from './key-id.js';

interface Options extends UserFlag, KeyIdFlag {
  readonly name?: string;
  /** False: `--no-expiry`. */
  readonly expiry: boolean;
  readonly expiresAt?: string;
  /** False: `--no-cidr`. */
  readonly cidr?: string[] | false;
  readonly activate?: boolean;
  readonly deactivate?: boolean;
}

export function setApiKey(catalogue: readonly Right[], argv: readonly string[]): Command {
  const rights = rightFlags(catalogue, argv);
  const command = takesKeyId(new Command('set').alias('update').description('Change an API key'))
    .addOption(userFlag())
    .option('--name <name>', 'what it is for')
    .addOption(new Option('--expires-at <time>', 'a day, or a time in RFC 3339').argParser(moment))
    .option('--no-expiry', 'it never expires')
    .addOption(new Option('--cidr <range>', 'accept it only from there; repeatable').argParser(listedRanges))
    .option('--no-cidr', 'accept it from anywhere')
    .addOption(new Option('--deactivate', 'switch it off for now').conflicts('activate'))
    .option('--activate', 'switch it on again')
    .addHelpText('after', '\nThe rights that are given replace those that the key has.');
  for (const flag of rights) command.addOption(flag);
  return command.action(
    run(async (context: Context, id: string | undefined, options: Options) => {
      const target = path`/v1/users/${options.userId}/api-keys/${keyIdOf(id, options)}`;
      const patch = patchOf(options, rightsOf(rights, { ...options }));
      if (patch.rights !== undefined) await requireRightsToExist(context.anonymous, patch.rights);
      const api = await context.api();
      const key = await withStepUp(context, (proof) =>
        api.ask('PATCH', target, { answer: ApiKey, body: { ...patch, ...proof } }),
      );
      context.out.success('Saved.');
      context.out.result(key, () => showKey(context, key));
    }),
  );
}

/** `--no-cidr` comes as false. */
const listedRanges = (text: string, before: string[] | false | undefined): string[] =>
  listed(text, before || []);

function patchOf(options: Options, rights: string[] | undefined): UpdateApiKey {
  const { name, expiry, expiresAt, cidr, activate, deactivate } = options;
  const patch: UpdateApiKey = {
    ...(name !== undefined && { name: name === '' ? null : name }),
    ...(rights !== undefined && { rights }),
    ...(expiresAt !== undefined && { expiresAt }),
    ...(!expiry && { expiresAt: null }),
    ...(cidr !== undefined && { allowedCidrs: cidr || [] }),
    ...(activate && { status: 'active' }),
    ...(deactivate && { status: 'inactive' }),
  };
  if (Object.keys(patch).length === 0)
    throw wrongUsage('Nothing to change.', 'Say what: `--help` lists the flags.');
  return patch;
}
