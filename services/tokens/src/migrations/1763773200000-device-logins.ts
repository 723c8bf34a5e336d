import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DeviceLogins1763773200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE device_login (
        device_code_hash bytea PRIMARY KEY,
        user_code text NOT NULL,
        client_id text NOT NULL,
        ip_address text NOT NULL,
        user_agent text NOT NULL,
        status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'approved', 'declined', 'redeemed')),
        approver_id text REFERENCES credential (id) ON DELETE CASCADE,
        user_id text,
        epoch integer,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        expires_at timestamptz NOT NULL,
        polled_at timestamptz,
        interval_seconds integer NOT NULL
      );
      COMMENT ON COLUMN device_login.epoch IS 'Of the account when it was approved: a revocation in between makes the login worthless.';
      CREATE UNIQUE INDEX device_login_by_user_code ON device_login (user_code) WHERE status = 'pending';
      CREATE INDEX device_login_old ON device_login (expires_at);

      CREATE TABLE device_code_guess (
        user_id text PRIMARY KEY,
        wrong integer NOT NULL,
        since timestamptz NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE device_login, device_code_guess');
  }
}
