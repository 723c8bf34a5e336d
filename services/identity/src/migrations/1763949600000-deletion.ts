import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Deletion1763949600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE app_user
        ADD COLUMN deletes_at timestamptz,
        ADD COLUMN deletion_asked_by text,
        ADD COLUMN deletion_event text,
        ADD COLUMN state_before text CHECK (state_before IN ('active', 'suspended')),
        ADD CHECK ((state = 'deleting') = (deletes_at IS NOT NULL));
      COMMENT ON COLUMN app_user.deletes_at IS 'When the data of an account that is being deleted is erased.';
      COMMENT ON COLUMN app_user.deletion_event IS 'What whoever asks again awaits at tokens.';
      COMMENT ON COLUMN app_user.state_before IS 'What a restoration brings back.';
      CREATE INDEX app_user_deleting ON app_user (deletes_at) WHERE state = 'deleting';

      CREATE TABLE erasure (
        user_id text PRIMARY KEY,
        asked_by text NOT NULL,
        begun_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        tokens_at timestamptz,
        notifications_at timestamptz,
        audit_at timestamptz,
        identity_at timestamptz
      );
      COMMENT ON TABLE erasure IS 'When each service had nothing left of a user. Kept: ids name nobody any more.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE erasure;
      ALTER TABLE app_user DROP COLUMN deletes_at, DROP COLUMN deletion_asked_by, DROP COLUMN deletion_event,
                           DROP COLUMN state_before;
    `);
  }
}
