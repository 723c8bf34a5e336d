import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Until here `request_hash` was made over the password too, with a hash that is too fast for one. */
export class SignUpRequestPassword1763852400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM sign_up_request;
      ALTER TABLE sign_up_request ADD COLUMN password_hash text;
      COMMENT ON COLUMN sign_up_request.request_hash IS 'SHA-256 of the body without its password.';
      COMMENT ON COLUMN sign_up_request.password_hash IS 'The password of the body, as slow to guess here as at its user.';
      CREATE INDEX sign_up_request_oldest ON sign_up_request (created_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM sign_up_request;
      DROP INDEX sign_up_request_oldest;
      ALTER TABLE sign_up_request DROP COLUMN password_hash;
    `);
  }
}
