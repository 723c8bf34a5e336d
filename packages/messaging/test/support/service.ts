import { event } from '@latchkey/contracts/event';
import { openDatabase } from '@latchkey/database/database.module';
import { BusModule } from '@latchkey/messaging/bus.module';
import type { EventFlowOptions } from '@latchkey/messaging/event-flow';
import { MessagingModule } from '@latchkey/messaging/messaging.module';
import { messagingMigrations } from '@latchkey/messaging/messaging-migrations';
import { record } from '@latchkey/messaging/record';
import { connectRpc } from '@latchkey/messaging/rpc-server';
import { type INestApplication, Module, type Provider, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource, type EntityManager, type MigrationInterface, type QueryRunner } from 'typeorm';
import { z } from 'zod';

/** What handlers leave behind: one row for each time that they had an effect. */
export class CreateEffects1763850000001 implements MigrationInterface {
  readonly name = 'CreateEffects1763850000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE effect (at bigint GENERATED ALWAYS AS IDENTITY, handler text, user_id text, number int)',
    );
    await runner.query('CREATE TABLE account (user_id text PRIMARY KEY, number int NOT NULL DEFAULT 0)');
  }

  async down(): Promise<void> {}
}

export interface ServiceOptions extends EventFlowOptions {
  readonly service: 'identity' | 'tokens' | 'notifications' | 'audit' | 'gateway';
  readonly natsUrl: string;
  readonly databaseUrl?: string;
  readonly providers?: Provider[];
  readonly controllers?: Type[];
  readonly rpcDeadlineMs?: number;
  readonly rpcDrainMs?: number;
}

/** A whole service: its application, and its database if it has one. */
export interface TestService {
  readonly app: INestApplication;
  readonly db: DataSource;
  close(): Promise<void>;
}

@Module({})
class ServiceModule {}

const openAll = (url: string) =>
  openDatabase({
    url,
    poolSize: 10,
    applicationName: 'test',
    entities: [],
    migrations: [...messagingMigrations, CreateEffects1763850000001],
  });

export async function startService(options: ServiceOptions): Promise<TestService> {
  const { databaseUrl, providers = [], controllers = [] } = options;
  const app = await NestFactory.create(
    {
      module: ServiceModule,
      imports: [
        ...(databaseUrl
          ? [
              TypeOrmModule.forRootAsync({
                useFactory: () => ({ type: 'postgres' as const }),
                dataSourceFactory: () => openAll(databaseUrl),
              }),
            ]
          : []),
        (databaseUrl ? MessagingModule : BusModule).forRoot({ instance: '1', ...options }),
      ],
      providers,
      controllers,
    },
    new FastifyAdapter(),
    { logger: process.env.TEST_LOG ? ['debug', 'log', 'warn', 'error'] : false, abortOnError: false },
  );
  connectRpc(app, options.rpcDrainMs === undefined ? {} : { drainMs: options.rpcDrainMs });
  await app.startAllMicroservices();
  await app.init();
  return { app, db: databaseUrl ? app.get(DataSource) : (undefined as never), close: () => app.close() };
}

/** An event of identity about a user, with a number to tell it from others. */
export const counted = event(
  'identity.counter.counted',
  1,
  z.object({ userId: z.string().nullable(), number: z.number().int() }),
);

export const userId = (name: string): string => `usr_${name.padEnd(20, '0')}`;

/** Records events about one user, each in a transaction that locks the user's row first, as services do. */
export async function count(db: DataSource, user: string, numbers: readonly number[]): Promise<string[]> {
  const ids: string[] = [];
  for (const number of numbers) {
    await db.transaction(async (tx) => {
      await tx.query(
        'INSERT INTO account (user_id, number) VALUES ($1, $2) ON CONFLICT (user_id) DO UPDATE SET number = $2',
        [user, number],
      );
      ids.push(await record(tx, counted, { userId: user, number }));
    });
  }
  return ids;
}

/** Leaves an effect, in the handler's transaction. */
export const leaveEffect = (
  tx: EntityManager,
  handler: string,
  payload: { userId: string | null; number: number },
) =>
  tx.query('INSERT INTO effect (handler, user_id, number) VALUES ($1, $2, $3)', [
    handler,
    payload.userId,
    payload.number,
  ]);

/** The numbers that a handler had an effect with, in the order of the effects. */
export async function effects(db: DataSource, handler: string, user?: string): Promise<number[]> {
  const rows: { number: number }[] = await db.query(
    'SELECT number FROM effect WHERE handler = $1 AND ($2::text IS NULL OR user_id = $2) ORDER BY at',
    [handler, user ?? null],
  );
  return rows.map((row) => row.number);
}
