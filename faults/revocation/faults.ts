import { setTimeout as pause } from 'node:timers/promises';
import type { Latchkey } from '@latchkey/testing/latchkey';
import type { NatsProxy } from './nats-proxy.js';

export interface Stage {
  readonly latchkey: Latchkey;
  readonly proxy: NatsProxy;
}

export interface Fault {
  readonly name: string;
  /** Does the harm and undoes it. */
  readonly strike: (stage: Stage) => Promise<void>;
}

/** Longer than a lease of 3 s: what sleeps through its lease must not wake up and answer. */
const stopMs = 6000;

const stop = (name: string, n: number): Fault => ({
  name: `${name}-${n} stopped for 6 s`,
  strike: async ({ latchkey }) => {
    const pid = latchkey.pid(name, n);
    process.kill(pid, 'SIGSTOP');
    await pause(stopMs);
    process.kill(pid, 'SIGCONT');
  },
});

const kill = (name: string, n: number): Fault => ({
  name: `${name}-${n} killed`,
  strike: async ({ latchkey }) => {
    latchkey.signal(name, 'SIGKILL', n);
    await pause(1500);
  },
});

export const faults: readonly Fault[] = [
  stop('gateway', 2),
  kill('tokens', 1),
  {
    name: 'gateway-2 cut off from NATS for 4 s',
    strike: async ({ proxy }) => {
      proxy.freeze('gateway-2');
      await pause(4000);
      proxy.thaw();
    },
  },
  {
    name: 'both gateways cut off from NATS for 4 s',
    strike: async ({ proxy }) => {
      proxy.freeze();
      await pause(4000);
      proxy.thaw();
    },
  },
  stop('tokens', 2),
  {
    name: 'NATS connections of the gateways reset',
    strike: async ({ proxy }) => {
      proxy.cut();
      await pause(1000);
    },
  },
  kill('gateway', 2),
  stop('nats', 1),
  {
    name: 'NATS 40 ms away from the gateways for 4 s',
    strike: async ({ proxy }) => {
      proxy.slow(40);
      await pause(4000);
      proxy.slow(0);
    },
  },
  kill('nats', 1),
  kill('identity', 1),
  stop('gateway', 1),
];

/** One after the other, round and round, until told to stop. */
export async function strikeUntil(
  stage: Stage,
  over: AbortSignal,
  say: (line: string) => void,
): Promise<number> {
  let strikes = 0;
  while (!over.aborted) {
    for (const fault of faults) {
      if (over.aborted) break;
      say(fault.name);
      // A process that is just being restarted has no pid to strike: then it is hit already.
      await fault.strike(stage).catch(() => undefined);
      strikes++;
      await pause(700);
    }
  }
  return strikes;
}
