import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ErasedLog1763949600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE erased_log (user_id text PRIMARY KEY, erased_at timestamptz NOT NULL DEFAULT clock_timestamp());
      COMMENT ON TABLE erased_log IS 'Ids that nobody has any more: an event that comes late leaves nothing behind.';

      CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' AND EXISTS (SELECT 1 FROM erased_log WHERE user_id = OLD.user_id) THEN
          RETURN OLD;
        END IF;
        RAISE EXCEPTION 'The audit log is append only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'The audit log is append only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
      END $$;
      DROP TABLE erased_log;
    `);
  }
}
