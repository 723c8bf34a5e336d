import { AuditEntry, AuditQuery, listAuditEntries } from '@latchkey/contracts/audit/entry';
import type { Caller } from '@latchkey/contracts/caller';
import { pageOf } from '@latchkey/contracts/page';
import { RpcClient } from '@latchkey/messaging/rpc-client';
import { Controller, Query } from '@nestjs/common';
import { z } from 'zod';
import { Endpoint } from '../http/endpoint.js';
import { By, Target } from '../http/params.js';

@Controller('v1/users/:user/audit-log')
export class AuditLogController {
  constructor(private readonly rpc: RpcClient) {}

  @Endpoint('GET', '', {
    summary: 'What was done to the account and with it, newest first',
    access: 'RIGHT_USER_AUDIT_READ',
    action: 'audit_log.read',
    told: 'by-request',
    status: 200,
    answer: pageOf(AuditEntry),
  })
  list(
    @By() caller: Caller,
    @Target() userId: string,
    @Query({ schema: AuditQuery }) { limit, cursor, ...filter }: z.infer<typeof AuditQuery>,
  ) {
    return this.rpc.call(listAuditEntries, { caller, userId, page: { limit, cursor }, ...filter });
  }
}
