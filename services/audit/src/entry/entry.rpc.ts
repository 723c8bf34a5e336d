import { listAuditEntries, verifyAuditLog } from '@latchkey/contracts/audit/entry';
import { eraseAuditLog } from '@latchkey/contracts/audit/erasure';
import type { InputOf } from '@latchkey/contracts/rpc';
import { Rpc } from '@latchkey/messaging/rpc';
import { Controller } from '@nestjs/common';
import { EntryService } from './entry.service.js';

@Controller()
export class EntryRpc {
  constructor(private readonly entries: EntryService) {}

  @Rpc(listAuditEntries)
  list(input: InputOf<typeof listAuditEntries>) {
    return this.entries.list(input);
  }

  @Rpc(verifyAuditLog)
  verify(input: InputOf<typeof verifyAuditLog>) {
    return this.entries.verify(input);
  }

  @Rpc(eraseAuditLog)
  erase({ userId }: InputOf<typeof eraseAuditLog>) {
    return this.entries.erase(userId);
  }
}
