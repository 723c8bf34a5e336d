import { randomUUID } from 'node:crypto';
import type { Right } from '@latchkey/contracts/rights';
import { type CreateApiKey, CreatedApiKey } from '@latchkey/contracts/tokens/api-key';
import { Command, Option } from 'commander';
import { path } from '../../api.js';
import { type Context, run } from '../../context.js';
import { Failure } from '../../failure.js';
import { listed, moment, type UserFlag, userFlag, wholeNumber } from '../../flags.js';
import { requireRightsToExist, rightFlags, rightsOf } from '../../right-flags.js';
import { withStepUp } from '../../step-up.js';
import { showSecret } from './facts.js';

interface Options extends UserFlag {
  readonly name?: string;
  readonly expiresInDays?: number;
  readonly expiresAt?: string;
  readonly cidr?: string[];
  readonly idempotencyKey?: string;
}

export function createApiKey(catalogue: readonly Right[], argv: readonly string[]): Command {
  const rights = rightFlags(catalogue, argv);
  const command = new Command('create')
    .description('Make an API key and print its secret, once')
    .addOption(userFlag())
    .option('--name <name>', 'what it is for')
    .addOption(
      new Option('--expires-in-days <n>', 'how long it lasts').argParser(wholeNumber).conflicts('expiresAt'),
    )
    .addOption(new Option('--expires-at <time>', 'a day, or a time in RFC 3339').argParser(moment))
    .addOption(
      new Option('--cidr <range>', 'accept it only from there, as 203.0.113.0/24; repeatable').argParser(
        listed,
      ),
    )
    .option('--idempotency-key <key>', 'the same key again makes no second API key');
  for (const flag of rights) command.addOption(flag);
  return command.action(
    run(async (context: Context, options: Options) => {
      const api = await context.api();
      const chosen = rightsOf(rights, { ...options });
      if (chosen !== undefined) await requireRightsToExist(context.anonymous, chosen);
      const body = bodyOf(options, chosen);
      const created = await withStepUp(context, (proof) =>
        api.ask('POST', path`/v1/users/${options.userId}/api-keys`, {
          answer: CreatedApiKey,
          body: { ...body, ...proof },
          headers: { 'idempotency-key': options.idempotencyKey ?? randomUUID() },
        }),
      );
      show(context, created);
    }),
  );
}

const bodyOf = (
  { name, expiresInDays, expiresAt, cidr }: Options,
  rights: string[] | undefined,
): CreateApiKey => ({
  ...(name !== undefined && { name }),
  ...(rights !== undefined && { rights }),
  ...(expiresInDays !== undefined && { expiresInDays }),
  ...(expiresAt !== undefined && { expiresAt }),
  ...(cidr !== undefined && { allowedCidrs: cidr }),
});

function show(context: Context, created: ReturnType<typeof CreatedApiKey.parse>): void {
  const { apiKey, token } = created;
  context.out.result(created, () => token !== null && showSecret(context, { apiKey, token }));
  if (token !== null) return;
  throw new Failure(
    'conflict',
    `This request made the key ${apiKey.id} before; its secret is not shown twice.`,
    {
      next: `If it is lost: \`latchkey users api-keys rotate ${apiKey.id}\`.`,
    },
  );
}
