import { randomInt } from 'node:crypto';
import type { Caller } from '@latchkey/contracts/caller';
import type { InputOf, OutputOf } from '@latchkey/contracts/rpc';
import type {
  DeviceLogin,
  decideDeviceLogin,
  getDeviceLogin,
  startDeviceLogin,
} from '@latchkey/contracts/tokens/device-login';
import { randomBase62 } from '@latchkey/database/id';
import { RateLimited } from '@latchkey/errors/errors';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { FencedTransactionService } from '../account/fenced-transaction.service.js';
import { hashSecret } from '../credential/credential.service.js';
import { SessionService } from '../session/session.service.js';
import { DeviceLoginNotFound } from './device-login.errors.js';

/** Letters of RFC 8628, 6.1: no vowels, so no words; nothing that looks like another. */
const letters = 'BCDFGHJKLMNPQRSTVWXZ';
const codeLength = 8;
/** In seconds. */
const lifetime = 600;
const pollInterval = 5;
/** Wrong codes that one account may try in one lifetime of a code. */
const guesses = 10;

interface Row {
  user_code: string;
  ip_address: string;
  user_agent: string;
  status: 'pending' | 'approved' | 'declined';
  created_at: Date;
  expires_at: Date;
}

/** A program asks for a login; a person, signed in elsewhere, sees who asks and approves or declines (RFC 8628). */
@Injectable()
export class DeviceLoginService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly fenced: FencedTransactionService,
    private readonly sessions: SessionService,
  ) {}

  async start({
    clientId,
    client,
  }: InputOf<typeof startDeviceLogin>): Promise<OutputOf<typeof startDeviceLogin>> {
    const deviceCode = randomBase62(43);
    for (;;) {
      const userCode = Array.from({ length: codeLength }, () => letters[randomInt(letters.length)]).join('');
      const rows: unknown[] = await this.db.query(
        `INSERT INTO device_login (device_code_hash, user_code, client_id, ip_address, user_agent, expires_at, interval_seconds)
         VALUES ($1, $2, $3, $4, $5, clock_timestamp() + make_interval(secs => $6), $7)
         ON CONFLICT (user_code) WHERE status = 'pending' DO NOTHING RETURNING 1`,
        [
          hashSecret(deviceCode),
          userCode,
          clientId,
          client.ipAddress,
          client.userAgent,
          lifetime,
          pollInterval,
        ],
      );
      const shown = `${userCode.slice(0, 4)}-${userCode.slice(4)}`;
      if (rows.length > 0)
        return { deviceCode, userCode: shown, expiresIn: lifetime, interval: pollInterval };
    }
  }

  async get({ caller, userCode }: InputOf<typeof getDeviceLogin>): Promise<DeviceLogin> {
    const row = await this.db.transaction((tx) => this.lookUp(tx, caller, userCode));
    if (!row) throw new DeviceLoginNotFound();
    return this.toDeviceLogin(row);
  }

  /** Approving hands over no more than the approver has at this moment: the login is born under his epoch. */
  async decide({ caller, userCode, approve }: InputOf<typeof decideDeviceLogin>): Promise<DeviceLogin> {
    const row = await this.fenced.run(caller, async (tx, account) => {
      const pending = await this.lookUp(tx, caller, userCode);
      if (!pending) return undefined;
      const status = approve ? 'approved' : 'declined';
      await tx.query(
        `UPDATE device_login SET status = $2, approver_id = $3, user_id = $4, epoch = $5
          WHERE user_code = $1 AND status = 'pending'`,
        [pending.user_code, status, caller.credentialId, caller.userId, account.epoch],
      );
      return { ...pending, status } as Row;
    });
    if (!row) throw new DeviceLoginNotFound();
    return this.toDeviceLogin(row);
  }

  /** Counts wrong codes by account: 10 in ten minutes of 20^8, and no more. The count stays whatever happens next. */
  private async lookUp(tx: EntityManager, caller: Caller, userCode: string): Promise<Row | undefined> {
    const [guess] = (await tx.query(
      `INSERT INTO device_code_guess (user_id, wrong, since) VALUES ($1, 0, clock_timestamp())
       ON CONFLICT (user_id) DO UPDATE
          SET wrong = CASE WHEN device_code_guess.since < clock_timestamp() - make_interval(secs => $2)
                           THEN 0 ELSE device_code_guess.wrong END,
              since = CASE WHEN device_code_guess.since < clock_timestamp() - make_interval(secs => $2)
                           THEN clock_timestamp() ELSE device_code_guess.since END
       RETURNING wrong, ceil(extract(epoch FROM since - clock_timestamp()) + $2)::int AS wait`,
      [caller.userId, lifetime],
    )) as [{ wrong: number; wait: number }];
    if (guess.wrong >= guesses)
      throw new RateLimited(guess.wait, 'Too many wrong codes. Wait before you try again.');

    const [row] = (await tx.query(
      `SELECT user_code, ip_address, user_agent, status, created_at, expires_at FROM device_login
        WHERE user_code = $1 AND status = 'pending' AND expires_at > clock_timestamp() FOR UPDATE`,
      [userCode.toUpperCase().replace(/[^A-Z]/g, '')],
    )) as [Row?];
    if (!row)
      await tx.query('UPDATE device_code_guess SET wrong = wrong + 1 WHERE user_id = $1', [caller.userId]);
    return row;
  }

  private toDeviceLogin(row: Row): DeviceLogin {
    return {
      userCode: `${row.user_code.slice(0, 4)}-${row.user_code.slice(4)}`,
      ipAddress: row.ip_address,
      userAgent: row.user_agent,
      device: this.sessions.deviceOf(row.user_agent),
      createdAt: row.created_at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
      status: row.status,
    };
  }
}
