import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ErasedUser1763949600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE erased_user (user_id text PRIMARY KEY, erased_at timestamptz NOT NULL DEFAULT clock_timestamp());
      COMMENT ON TABLE erased_user IS 'Ids that nobody has any more: an event that comes late leaves nothing behind.';
      CREATE INDEX delivery_of_user ON delivery (user_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX delivery_of_user; DROP TABLE erased_user');
  }
}
