import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Users1763766000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE app_user (
        id text PRIMARY KEY,
        handle text NOT NULL,
        handle_key text NOT NULL UNIQUE,
        name text,
        first_name text,
        last_name text,
        email text NOT NULL,
        email_key text NOT NULL,
        email_verified boolean NOT NULL DEFAULT false,
        notification_email text,
        admin boolean NOT NULL DEFAULT false,
        state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'suspended', 'deleting')),
        version integer NOT NULL DEFAULT 1,
        password_hash text,
        password_version integer NOT NULL DEFAULT 1,
        password_changed_at timestamptz,
        last_sign_in_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      COMMENT ON COLUMN app_user.version IS 'Grows with every change that other services hear of.';
      CREATE UNIQUE INDEX app_user_verified_email ON app_user (email_key) WHERE email_verified;
      CREATE INDEX app_user_by_email ON app_user (email_key);
      CREATE INDEX app_user_newest ON app_user (created_at DESC, id DESC);

      CREATE TABLE password_failure (
        subject text PRIMARY KEY,
        failures integer NOT NULL DEFAULT 0,
        blocked_until timestamptz NOT NULL DEFAULT '-infinity',
        pending integer NOT NULL DEFAULT 0,
        pending_at timestamptz NOT NULL DEFAULT clock_timestamp()
      ) WITH (fillfactor = 70);
      COMMENT ON COLUMN password_failure.pending IS 'Tries that are being checked: they count, so that many at once do not get past the limit.';
      COMMENT ON TABLE password_failure IS 'By user id, or by the hash of a name that nobody has, so that both behave alike.';

      CREATE TABLE sign_up_request (
        requester text NOT NULL,
        idempotency_key text NOT NULL,
        request_hash bytea NOT NULL,
        user_id text NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (requester, idempotency_key)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sign_up_request, password_failure, app_user');
  }
}
