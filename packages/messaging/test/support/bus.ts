import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { Bus } from '@latchkey/messaging/bus';
import { deadLettersStream } from '@latchkey/messaging/streams';

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
