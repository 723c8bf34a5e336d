import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { Bus } from '@latchkey/messaging/bus';
import { deadLettersStream } from '@latchkey/messaging/streams';
import { counted } from './service.js';

/** A connection that may do everything. */
export async function operatorBus(natsUrl: string): Promise<Bus> {
  const bus = Bus.open({ service: 'operator', instance: 'test', natsUrl });
  await bus.connected();
  return bus;
}

export async function deadLetterCount(bus: Bus): Promise<number> {
  const jsm = await bus.jetstreamManager();
  return (await jsm.streams.info(deadLettersStream)).state.messages;
}

/** Runs the operator's command as a process. */
export async function deadLetters(natsUrl: string, ...args: string[]): Promise<string> {
  const command = createRequire(import.meta.url).resolve('@latchkey/messaging/operator/dead-letters');
  const { stdout } = await promisify(execFile)(process.execPath, [command, ...args], {
    env: { ...process.env, NATS_URL: natsUrl },
  });
  return stdout;
}

/** Publishes events of identity as another process's relay would. */
export async function publishCounted(bus: Bus, user: string, numbers: readonly number[]): Promise<void> {
  for (const number of numbers) {
    const id = `evt_${String(number).padStart(20, '0')}`;
    const envelope = {
      specversion: '1.0',
      id,
      source: '/identity',
      type: counted.type,
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      data: { userId: user, number },
    };
    await bus.jetstream().publish(counted.subject, JSON.stringify(envelope), { msgID: id });
  }
}
