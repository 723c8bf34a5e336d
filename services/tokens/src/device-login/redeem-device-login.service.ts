import { anonymous } from '@latchkey/contracts/caller';
import type { InputOf, OutputOf } from '@latchkey/contracts/rpc';
import type { redeemDeviceLogin } from '@latchkey/contracts/tokens/device-login';
import { sessionCreated } from '@latchkey/contracts/tokens/session';
import { record } from '@latchkey/messaging/record';
import { ActivePolicy } from '@latchkey/policy/policy.module';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { AccountService } from '../account/account.service.js';
import { CredentialService, hashSecret } from '../credential/credential.service.js';
import { SessionService } from '../session/session.service.js';

type Redeemed = OutputOf<typeof redeemDeviceLogin>;

interface Row {
  client_id: string;
  status: 'pending' | 'approved' | 'declined' | 'redeemed';
  approver_id: string | null;
  user_id: string | null;
  epoch: number | null;
  expired: boolean;
  too_soon: boolean;
}

/** The program comes for its login (RFC 8628, 3.4). */
@Injectable()
export class RedeemDeviceLoginService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly accounts: AccountService,
    private readonly credentials: CredentialService,
    private readonly sessions: SessionService,
    private readonly active: ActivePolicy,
  ) {}

  /** Of many at once with one code, one gets the login: the row is locked. */
  redeem(input: InputOf<typeof redeemDeviceLogin>): Promise<Redeemed> {
    return this.db.transaction(async (tx) => {
      const code = hashSecret(input.deviceCode);
      const row = await this.poll(tx, code);
      if (!row || row.client_id !== input.clientId || row.status === 'redeemed')
        return { error: 'invalid_grant' };
      if (row.status === 'declined') return { error: 'access_denied' };
      if (row.expired) return { error: 'expired_token' };
      if (row.too_soon) return { error: 'slow_down' };
      if (row.status === 'pending') return { error: 'authorization_pending' };
      await tx.query(`UPDATE device_login SET status = 'redeemed' WHERE device_code_hash = $1`, [code]);
      return this.open(tx, row, input);
    });
  }

  /** Who polls too soon waits five seconds more from then on. */
  private async poll(tx: EntityManager, code: Buffer): Promise<Row | undefined> {
    const [row] = (await tx.query(
      `SELECT client_id, status, approver_id, user_id, epoch, expires_at <= clock_timestamp() AS expired,
              coalesce(polled_at > clock_timestamp() - make_interval(secs => interval_seconds - 1), false) AS too_soon
         FROM device_login WHERE device_code_hash = $1 FOR UPDATE`,
      [code],
    )) as [Row?];
    if (row) {
      await tx.query(
        `UPDATE device_login SET polled_at = clock_timestamp(), interval_seconds = interval_seconds + $2
          WHERE device_code_hash = $1`,
        [code, row.too_soon ? 5 : 0],
      );
    }
    return row;
  }

  /** What was approved dies with who approved it, until it is a login of its own. */
  private async open(
    tx: EntityManager,
    { user_id: userId, approver_id: approverId, epoch }: Row,
    { client }: InputOf<typeof redeemDeviceLogin>,
  ): Promise<Redeemed> {
    const account = userId === null ? null : await this.accounts.lock(tx, userId);
    const [approver] = (await tx.query('SELECT 1 FROM current_credential WHERE id = $1 AND live', [
      approverId,
    ])) as [unknown?];
    if (account?.state !== 'active' || account.epoch !== epoch || !approver)
      return { error: 'access_denied' };

    const { absoluteSeconds, idleSeconds } = this.active.policy.sessions.cli;
    const credential = this.credentials.draft('cli');
    const { id, token } = credential;
    await this.credentials.insert(tx, credential, {
      userId: account.userId,
      rights: [],
      epoch,
      expires: { inSeconds: absoluteSeconds },
      ...(idleSeconds === null ? {} : { idleSeconds }),
      authenticated: false,
      usedFrom: client.ipAddress,
    });
    // As fresh as the proof of whoever approved it, and no fresher.
    await tx.query(
      'UPDATE credential SET authenticated_at = (SELECT authenticated_at FROM credential WHERE id = $2) WHERE id = $1',
      [id, approverId],
    );
    await this.announce(tx, { id, userId: account.userId, handle: account.handle }, client);
    return { token, expiresIn: absoluteSeconds, rights: this.credentials.rightsOf(account) };
  }

  private async announce(
    tx: EntityManager,
    { id, userId, handle }: { id: string; userId: string; handle: string },
    client: InputOf<typeof redeemDeviceLogin>['client'],
  ): Promise<void> {
    const device = this.sessions.deviceOf(client.userAgent);
    await this.sessions.describe(tx, id, { ...client, device });
    const actor = { ...anonymous(client), userId, handle, credentialId: id, credentialKind: 'cli' as const };
    await record(tx, sessionCreated, { userId, sessionId: id, kind: 'cli', device, newDevice: true, actor });
  }
}
