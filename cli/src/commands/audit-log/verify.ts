import { AuditLogVerdict } from '@latchkey/contracts/audit/entry';
import { Command } from 'commander';
import { path } from '../../api.js';
import { type Context, run } from '../../context.js';
import { Failure } from '../../failure.js';
import { type UserFlag, userFlag } from '../../flags.js';

export const verifyAuditLog = (): Command =>
  new Command('verify')
    .description('Check that the audit log is as it was written')
    .addOption(userFlag())
    .action(
      run(async (context: Context, { userId }: UserFlag) => {
        const { out } = context;
        const target = path`/v1/users/${userId}/audit-log/verify`;
        const api = await context.api();
        const verdict = await api.ask('GET', target, { answer: AuditLogVerdict });
        const { valid, entries, head, firstMisfit } = verdict;
        out.result(verdict, () => {
          if (!valid) return;
          out.success(`All ${entries} entries fit.`);
          if (head !== null) out.line(head);
          out.note('Keep this hash of the last one: a log that was cut off later no longer has it.');
        });
        if (valid) return;
        const which = firstMisfit === null ? '' : `: ${firstMisfit.id} of ${firstMisfit.time}`;
        throw new Failure(
          'conflict',
          `The audit log was changed. ${entries} entries fit, the next does not${which}.`,
        );
      }),
    );
