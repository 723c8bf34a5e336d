import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an erasure looks for, and what the database itself looks for when a credential is deleted. */
export class ErasureIndexes1763949600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX device_login_of_approver ON device_login (approver_id) WHERE approver_id IS NOT NULL;
      CREATE INDEX device_login_of_user ON device_login (user_id) WHERE user_id IS NOT NULL;
      CREATE INDEX credential_ended_of_user ON credential (user_id) WHERE status = 'ended';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX device_login_of_approver, device_login_of_user, credential_ended_of_user');
  }
}
