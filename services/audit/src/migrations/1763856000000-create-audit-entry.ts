import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAuditEntry1763856000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // `data` is json, not jsonb: it keeps the text that was hashed, and takes every character that JSON can write.
    await runner.query(`
      CREATE TABLE audit_entry (
        id                    text PRIMARY KEY,
        user_id               text,
        sequence              bigint NOT NULL CHECK (sequence > 0),
        event_id              text NOT NULL UNIQUE,
        time                  timestamptz NOT NULL,
        action                text NOT NULL,
        outcome               text NOT NULL CHECK (outcome IN ('success', 'denied', 'failed')),
        actor_id              text,
        actor_handle          text,
        actor_credential_id   text,
        actor_credential_kind text,
        ip_address            text,
        user_agent            text,
        target_type           text,
        target_id             text,
        data                  json NOT NULL,
        hash                  text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
        previous_hash         text CHECK ((previous_hash IS NULL) = (sequence = 1))
      );
      COMMENT ON COLUMN audit_entry.user_id IS 'Whose log it belongs to; null: nobody that is known.';
      COMMENT ON COLUMN audit_entry.sequence IS '1, 2, 3, … within a log, without a gap.';
      CREATE UNIQUE INDEX audit_entry_sequence ON audit_entry ((coalesce(user_id, '')), sequence);
      CREATE INDEX audit_entry_of_user ON audit_entry (user_id, time DESC, sequence DESC);
    `);
    await runner.query(`
      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'The audit log is append only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
      END $$;
      CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER never_emptied BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE audit_entry; DROP FUNCTION refuse_change()');
  }
}
