import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateNotifications1763856000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE recipient (
        user_id            text PRIMARY KEY,
        version            bigint NOT NULL,
        handle             text NOT NULL,
        email              text NOT NULL,
        notification_email text
      );
      COMMENT ON TABLE recipient IS 'What identity last said of a user: where notices go.';

      CREATE TABLE preference (
        user_id       text PRIMARY KEY,
        email_enabled boolean NOT NULL DEFAULT true,
        email         jsonb NOT NULL DEFAULT '{}'
      );
      COMMENT ON COLUMN preference.email IS 'Type → whether it is mailed too; a type that is absent follows the catalogue.';

      CREATE TABLE notification (
        id         text PRIMARY KEY,
        user_id    text NOT NULL,
        event_id   text NOT NULL UNIQUE,
        type       text NOT NULL,
        title      text NOT NULL,
        body       text NOT NULL,
        data       json NOT NULL,
        status     text NOT NULL DEFAULT 'unseen' CHECK (status IN ('unseen', 'seen', 'archived')),
        created_at timestamptz NOT NULL DEFAULT date_trunc('milliseconds', now())
      );
      CREATE INDEX notification_of_user ON notification (user_id, created_at DESC, id DESC);
      CREATE INDEX notification_unseen ON notification (user_id) WHERE status = 'unseen';
    `);
    await runner.query(`
      CREATE TABLE delivery (
        id         text PRIMARY KEY,
        event_id   text NOT NULL,
        channel    text NOT NULL CHECK (channel IN ('email')),
        address    text NOT NULL,
        user_id    text NOT NULL,
        mail       json NOT NULL,
        state      text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sending', 'sent', 'failed')),
        attempts   integer NOT NULL DEFAULT 0,
        due_at     timestamptz NOT NULL DEFAULT now(),
        claimed_at timestamptz,
        ended_at   timestamptz,
        last_error text,
        created_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (event_id, channel, address)
      );
      COMMENT ON TABLE delivery IS 'Mails to be handed in. This is the truth; the queue in Redis only wakes workers.';
      CREATE INDEX delivery_due ON delivery (due_at) WHERE state = 'pending';
      CREATE INDEX delivery_sending ON delivery (claimed_at) WHERE state = 'sending';
      CREATE INDEX delivery_ended ON delivery (ended_at) WHERE ended_at IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE delivery, notification, preference, recipient');
  }
}
