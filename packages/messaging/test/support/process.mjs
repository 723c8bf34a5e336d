// A service in a process of its own, that dies at a chosen point. Plain JavaScript: it runs without a build.

import { event } from '@latchkey/contracts/event';
import { Delivery } from '@latchkey/messaging/consumer/delivery';
import { MessagingModule } from '@latchkey/messaging/messaging.module';
import { OnEvent } from '@latchkey/messaging/on-event';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { z } from 'zod';

const { natsUrl, databaseUrl, dieAt, dieOf, together, ackWaitMs, maxDeliveries } = JSON.parse(
  process.argv[2],
);

const die = () => {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => {});
};

const counted = event(
  'identity.counter.counted',
  1,
  z.object({ userId: z.string().nullable(), number: z.number() }),
);

class CountWhenCounted {
  async handle({ userId, number }, tx) {
    await tx.query('INSERT INTO effect (handler, user_id, number) VALUES ($1, $2, $3)', [
      'Count',
      userId,
      number,
    ]);
    if (dieAt === 'before commit' || dieOf === number) await die();
  }
}
OnEvent(counted, { together })(CountWhenCounted);

if (dieAt === 'before ack') Delivery.prototype.ack = die;

if (dieAt === 'before mark') {
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (sql, ...rest) {
    return typeof sql === 'string' && sql.startsWith('UPDATE outbox SET sent_at')
      ? die()
      : query.call(this, sql, ...rest);
  };
}

class ServiceModule {}
Module({})(ServiceModule);

const app = await NestFactory.createApplicationContext(
  {
    module: ServiceModule,
    imports: [
      TypeOrmModule.forRootAsync({
        useFactory: () => ({ type: 'postgres' }),
        dataSourceFactory: () => new DataSource({ type: 'postgres', url: databaseUrl }).initialize(),
      }),
      MessagingModule.forRoot({
        service: 'identity',
        instance: 'child',
        natsUrl,
        consumers: { ackWaitMs, maxDeliveries, backoffMs: [50] },
      }),
    ],
    providers: [CountWhenCounted],
  },
  { logger: false },
);
process.once('SIGTERM', () => app.close().then(() => process.exit(0)));
process.send('up');
