import type { DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { DataSourceOptions, EntitySchema, MigrationInterface } from 'typeorm';
import { DataSource } from 'typeorm';
import { AfterCommitSubscriber } from './after-commit.js';
import { CommitBatchSubscriber } from './commit-batch.js';
import { migrate } from './migrate.js';
import { PreparingClient } from './preparing-client.js';
import { requirePrimary } from './require-primary.js';

export interface DatabaseOptions {
  readonly url: string;
  readonly poolSize: number;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string;
  // biome-ignore lint/complexity/noBannedTypes: TypeORM's own type for a class
  readonly entities: (Function | EntitySchema)[];
  readonly migrations: (new () => MigrationInterface)[];
}

/** The service's own database: migrated at start, checked to be a durable primary. */
export const DatabaseModule = {
  forRoot(options: DatabaseOptions): DynamicModule {
    return TypeOrmModule.forRootAsync({
      // One attempt: whoever started the process starts it again, and sees at once what is wrong.
      useFactory: () => ({ ...dataSourceOptions(options), retryAttempts: 1 }),
      dataSourceFactory: async () => openDatabase(options),
    });
  },
};

/** Opens, checks and migrates. Also for tests and operator commands. */
export async function openDatabase(options: DatabaseOptions): Promise<DataSource> {
  const dataSource = new DataSource(dataSourceOptions(options));
  await dataSource.initialize();
  await requirePrimary(dataSource);
  await migrate(dataSource);
  return dataSource;
}

function dataSourceOptions(options: DatabaseOptions): DataSourceOptions {
  return {
    type: 'postgres',
    url: options.url,
    entities: options.entities,
    migrations: options.migrations,
    migrationsTransactionMode: 'each',
    subscribers: [AfterCommitSubscriber, CommitBatchSubscriber],
    synchronize: false,
    applicationName: options.applicationName,
    // A forgotten `undefined` in a where would otherwise match the first row (attack case Z03).
    invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
    extra: {
      Client: PreparingClient,
      // What does not wait for an answer is sent at once.
      pipeline: true,
      max: options.poolSize,
      connectionTimeoutMillis: 3000,
      // Shorter than the RPC deadline of 5 s, so that a stuck statement is an error and not a hang.
      statement_timeout: 4500,
      idle_in_transaction_session_timeout: 10_000,
    },
  };
}
