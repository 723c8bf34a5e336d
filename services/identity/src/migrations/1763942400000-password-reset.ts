import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PasswordReset1763942400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE password_reset_request (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        identifier text NOT NULL,
        client jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      COMMENT ON TABLE password_reset_request IS 'What was asked and not looked at yet, for accounts that exist and others alike.';

      CREATE TABLE password_reset (
        id text PRIMARY KEY,
        user_id text NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
        email_key text NOT NULL,
        user_version integer NOT NULL,
        secret_hash bytea UNIQUE,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        expires_at timestamptz NOT NULL,
        used_at timestamptz
      );
      COMMENT ON COLUMN password_reset.email_key IS 'The address that the link proves. Of another one it says nothing.';
      COMMENT ON COLUMN password_reset.user_version IS 'The account as it was: after any change of it the link is void.';
      COMMENT ON COLUMN password_reset.secret_hash IS 'SHA-256 of the secret in the mail that was handed in last.';
      CREATE INDEX password_reset_by_user ON password_reset (user_id, created_at);
      CREATE INDEX password_reset_oldest ON password_reset (created_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE password_reset, password_reset_request');
  }
}
