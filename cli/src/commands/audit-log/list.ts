import { AuditEntry, type Outcome } from '@latchkey/contracts/audit/entry';
import { pageOf } from '@latchkey/contracts/page';
import { Command, Option } from 'commander';
import { path } from '../../api.js';
import { type Context, run } from '../../context.js';
import { moment, momentFrom, type UserFlag, userFlag } from '../../flags.js';
import { inWords } from '../../moment.js';
import type { Cell, Tone } from '../../output.js';
import { type PageFlags, pageFlags, readPages, tellOfMore } from '../../pages.js';

interface Options extends UserFlag, PageFlags {
  readonly action?: string;
  readonly since?: string;
  readonly until?: string;
}

export const listAuditLog = (): Command => {
  const command = new Command('list')
    .alias('ls')
    .description('List what happened to an account, newest first')
    .option('--action <noun.verb>', 'only this, as password.change')
    .addOption(new Option('--since <time>', 'a day, or a time in RFC 3339').argParser(momentFrom))
    .addOption(new Option('--until <time>', 'the same').argParser(moment));
  for (const flag of [userFlag(), ...pageFlags()]) command.addOption(flag);
  return command.action(
    run(async (context: Context, { userId, action, since, until, ...flags }: Options) => {
      const target = path`/v1/users/${userId}/audit-log`;
      const query = { action, since, until };
      const page = await readPages(
        { api: await context.api(), target, answer: pageOf(AuditEntry), query },
        flags,
      );
      context.out.result(page, () => {
        const columns = ['TIME', 'ACTION', 'OUTCOME', 'BY', 'WITH', 'ADDRESS', 'ON'];
        context.out.table({ columns, rows: page.items.map(rowOf), empty: 'Nothing happened.' });
        tellOfMore(context.out, page);
      });
    }),
  );
};

const tones: Record<Outcome, Tone> = { success: 'good', denied: 'bad', failed: 'warning' };

const rowOf = ({ time, action, outcome, actor, ipAddress, target }: AuditEntry): Cell[] => [
  inWords(time),
  { text: action, tone: 'strong' },
  { text: outcome, tone: tones[outcome] },
  actor.handle ?? actor.id ?? 'somebody',
  actor.credentialKind ?? '',
  ipAddress ?? '',
  target === null ? '' : target.id,
];
