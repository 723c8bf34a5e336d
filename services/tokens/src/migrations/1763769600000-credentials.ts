import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Credentials1763769600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE generation (
        is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
        value uuid NOT NULL DEFAULT gen_random_uuid()
      );
      COMMENT ON TABLE generation IS 'Replace the value after any restore or lossy failover: nothing older comes back from the dead.';
      INSERT INTO generation DEFAULT VALUES;

      CREATE TABLE account (
        user_id text PRIMARY KEY,
        handle text NOT NULL,
        admin boolean NOT NULL,
        state text NOT NULL CHECK (state IN ('active', 'suspended', 'deleting')),
        user_version bigint NOT NULL,
        password_version integer NOT NULL,
        epoch integer NOT NULL DEFAULT 1,
        key_epoch integer NOT NULL DEFAULT 1,
        revoked_seq bigint NOT NULL DEFAULT 0,
        live_sessions integer NOT NULL DEFAULT 0 CHECK (live_sessions >= 0),
        live_cli integer NOT NULL DEFAULT 0 CHECK (live_cli >= 0),
        live_keys integer NOT NULL DEFAULT 0 CHECK (live_keys >= 0),
        created_at timestamptz NOT NULL DEFAULT now()
      ) WITH (fillfactor = 80);
      COMMENT ON COLUMN account.epoch IS 'A session or CLI token whose epoch is another is dead.';
      COMMENT ON COLUMN account.key_epoch IS 'The same for API keys, which a policy may let survive a password change.';
      COMMENT ON COLUMN account.revoked_seq IS 'The invalidation that last raised an epoch.';
      COMMENT ON COLUMN account.live_sessions IS 'Not yet marked as ended, of the current epoch: what a receipt counts, at the same cost for 1 and 100,000.';

      CREATE TABLE credential (
        id text PRIMARY KEY,
        user_id text NOT NULL REFERENCES account (user_id),
        kind text NOT NULL CHECK (kind IN ('session', 'cli', 'key')),
        secret_hash bytea NOT NULL CHECK (length(secret_hash) = 32),
        rights text[] NOT NULL,
        allowed_cidrs text[] NOT NULL DEFAULT '{}',
        status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'inactive', 'superseded', 'ended')),
        epoch integer NOT NULL,
        generation uuid NOT NULL,
        parent_id text REFERENCES credential (id) ON DELETE SET NULL,
        authenticated_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz,
        idle_seconds integer,
        last_used_at timestamptz,
        last_used_ip text,
        late_use_at timestamptz,
        late_use_ip text,
        dies_at timestamptz NOT NULL DEFAULT 'infinity',
        ended_at timestamptz
      ) WITH (fillfactor = 85);
      COMMENT ON COLUMN credential.late_use_at IS 'A superseded key was tried after its grace: somebody still has it.';
      COMMENT ON COLUMN credential.dies_at IS 'The earlier of expiry and idle end; judged by this database''s clock alone.';
      CREATE INDEX credential_of_user ON credential (user_id, kind, created_at DESC, id DESC) WHERE status <> 'ended';
      CREATE INDEX credential_by_death ON credential (dies_at) WHERE status <> 'ended';
      CREATE INDEX credential_deaths_of_user ON credential (user_id, dies_at) WHERE status <> 'ended';
      CREATE INDEX credential_ended ON credential (ended_at) WHERE status = 'ended';
      CREATE INDEX credential_used_late ON credential (id) WHERE late_use_at IS NOT NULL;
      CREATE INDEX credential_children ON credential (parent_id) WHERE parent_id IS NOT NULL;

      CREATE TABLE session (
        credential_id text PRIMARY KEY REFERENCES credential (id) ON DELETE CASCADE,
        ip_address text NOT NULL,
        user_agent text NOT NULL,
        browser text,
        os text
      );

      CREATE TABLE known_device (
        user_id text NOT NULL,
        browser text NOT NULL,
        os text NOT NULL,
        first_seen_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (user_id, browser, os)
      );

      CREATE TABLE api_key (
        credential_id text PRIMARY KEY REFERENCES credential (id) ON DELETE CASCADE,
        name text,
        last4 text NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT now(),
        warned_days integer,
        late_use_told boolean NOT NULL DEFAULT false
      );

      CREATE TABLE api_key_request (
        user_id text NOT NULL,
        idempotency_key text NOT NULL,
        request_hash bytea NOT NULL,
        api_key_id text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (user_id, idempotency_key)
      );

      CREATE TABLE invalidation (
        seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        user_id text NOT NULL,
        credential_id text,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX invalidation_of_credential ON invalidation (credential_id) WHERE credential_id IS NOT NULL;

      CREATE TABLE gateway_lease (
        gateway_id text PRIMARY KEY,
        applied_seq bigint NOT NULL,
        expires_at timestamptz NOT NULL
      ) WITH (fillfactor = 50);

      CREATE TABLE revocation (
        id text PRIMARY KEY,
        cause text UNIQUE,
        user_id text NOT NULL,
        reason text NOT NULL,
        seq bigint NOT NULL,
        effective_at timestamptz NOT NULL,
        sessions integer NOT NULL,
        cli_tokens integer NOT NULL,
        api_keys integer NOT NULL,
        marked boolean NOT NULL DEFAULT false
      );
      CREATE INDEX revocation_unmarked ON revocation (effective_at) WHERE NOT marked;
    `);
    // The one definition of "counts": of this epoch, of this database's life, of an account in good standing.
    await runner.query(`
      CREATE VIEW current_credential AS
        SELECT c.*, a.handle, a.admin, a.epoch AS account_epoch,
               c.status IN ('active', 'superseded') AND c.dies_at > clock_timestamp() AND a.state = 'active' AS live
          FROM credential c
          JOIN account a ON a.user_id = c.user_id
                        AND c.epoch = CASE c.kind WHEN 'key' THEN a.key_epoch ELSE a.epoch END
          JOIN generation g ON g.value = c.generation
         WHERE c.status <> 'ended'
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW current_credential;
      DROP TABLE revocation, gateway_lease, invalidation, api_key_request, api_key, known_device, session,
                 credential, account, generation
    `);
  }
}
