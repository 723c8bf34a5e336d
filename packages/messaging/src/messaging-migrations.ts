import type { MigrationInterface, QueryRunner } from 'typeorm';

class CreateMessaging1763850000000 implements MigrationInterface {
  readonly name = 'CreateMessaging1763850000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE outbox (
        id           text PRIMARY KEY,
        position     bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
        subject      text NOT NULL,
        aggregate_id text,
        envelope     json NOT NULL,
        created_at   timestamptz NOT NULL DEFAULT now(),
        sent_at      timestamptz,
        stream_seq   bigint,
        verified_at  timestamptz
      ) WITH (autovacuum_vacuum_scale_factor = 0.02)`);
    // What the relay reads all the time; empty when all is sent, whatever the table's size.
    await runner.query('CREATE INDEX outbox_unsent ON outbox (position) WHERE sent_at IS NULL');
    await runner.query(
      'CREATE INDEX outbox_unverified ON outbox (sent_at) WHERE sent_at IS NOT NULL AND verified_at IS NULL',
    );
    await runner.query('CREATE INDEX outbox_stream_seq ON outbox (stream_seq) WHERE stream_seq IS NOT NULL');
    await runner.query('CREATE INDEX outbox_verified ON outbox (created_at) WHERE verified_at IS NOT NULL');
    await runner.query(`
      CREATE TABLE inbox (
        handler        text NOT NULL,
        event_id       text NOT NULL,
        stream_created timestamptz NOT NULL,
        stream_seq     bigint NOT NULL,
        received_at    timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (handler, event_id)
      )`);
    // Finds the last event that a handler had of the stream as it is now.
    await runner.query('CREATE INDEX inbox_stream ON inbox (handler, stream_created, stream_seq)');
    // For the purge only. Rows come in the order of time, so a block range index of a few pages does.
    await runner.query('CREATE INDEX inbox_received ON inbox USING brin (received_at)');
    await runner.query(`
      CREATE TABLE relay_state (
        stream         text PRIMARY KEY,
        stream_created timestamptz NOT NULL,
        last_seq       bigint NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE relay_state');
    await runner.query('DROP TABLE inbox');
    await runner.query('DROP TABLE outbox');
  }
}

class CreateInboxRetry1763971200000 implements MigrationInterface {
  readonly name = 'CreateInboxRetry1763971200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE inbox_retry (
        handler  text NOT NULL,
        event_id text NOT NULL,
        tries    integer NOT NULL,
        begun_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (handler, event_id)
      );
      COMMENT ON TABLE inbox_retry IS 'Tries at events that were delivered more than once, counted as they begin.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE inbox_retry');
  }
}

/** The tables of the event flow: each service appends them to its own migrations. */
export const messagingMigrations: (new () => MigrationInterface)[] = [
  CreateMessaging1763850000000,
  CreateInboxRetry1763971200000,
];
