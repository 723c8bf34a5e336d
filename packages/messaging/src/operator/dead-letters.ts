import { readSettings, setting } from '@latchkey/config/settings';
import { z } from 'zod';
import { Bus } from '../bus.js';
import { type Letter, readLetters, replayLetter } from './dead-letter-box.js';

const usage = `Events that a handler gave up.

  dead-letters list             shows them
  dead-letters replay <id>      sends one again: an event id, or the number in the list
  dead-letters replay --all     sends all of them again

NATS_URL names the server, with a user that may do everything.`;

const line = ({ seq, eventId, handler, deliveries, since, error }: Letter): string =>
  [String(seq), eventId, handler, `${deliveries} tries`, since, error.slice(0, 160)].join('  ');

async function list(bus: Bus): Promise<number> {
  let count = 0;
  for await (const letter of readLetters(await bus.jetstreamManager())) {
    process.stdout.write(`${line(letter)}\n`);
    count += 1;
  }
  process.stdout.write(count === 1 ? '1 dead letter\n' : `${count} dead letters\n`);
  return 0;
}

async function replay(bus: Bus, which: string): Promise<number> {
  const jsm = await bus.jetstreamManager();
  // Read before the first is sent: a letter that comes back at once is not sent again in the same run.
  const letters: Letter[] = [];
  for await (const letter of readLetters(jsm)) {
    if (which === '--all' || which === letter.eventId || which === String(letter.seq)) letters.push(letter);
  }
  for (const letter of letters) {
    await replayLetter(jsm, letter);
    process.stdout.write(`Sent ${letter.eventId} again, for ${letter.handler}\n`);
  }
  if (letters.length > 0 || which === '--all') return 0;
  process.stderr.write(`No dead letter is ${which}\n`);
  return 1;
}

async function main([verb, which]: string[]): Promise<number> {
  if (verb !== 'list' && !(verb === 'replay' && which)) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  const { natsUrl } = readSettings({
    natsUrl: setting('NATS_URL', z.string(), 'NATS server, with the operator’s user.'),
  });
  const bus = Bus.open({ service: 'operator', instance: 'dead-letters', natsUrl });
  try {
    await bus.whenConnected(5000);
    return verb === 'list' ? await list(bus) : await replay(bus, which as string);
  } finally {
    await bus.close();
  }
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
