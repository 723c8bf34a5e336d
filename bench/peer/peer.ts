import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process of its own to be measured against. */
export interface Peer {
  readonly origin: string;
  /** Has it do something that is no request, and waits for the outcome. */
  ask(message: object): Promise<unknown>;
  stop(): Promise<void>;
}

/** Starts `peer/<name>.ts` and waits until it listens. */
export async function startPeer(name: string, env: Record<string, string>): Promise<Peer> {
  const child = fork(fileURLToPath(new URL(`./${name}.js`, import.meta.url)), {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', ...env },
    execArgv: [],
    // A session of its own, as each service of ours has: some schedulers share the processor among sessions.
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const gone = once(child, 'exit').then(([code]) => {
    throw new Error(`The peer ${name} ended with ${code}.`);
  });
  gone.catch(() => undefined);
  const answer = async () => ((await Promise.race([once(child, 'message'), gone])) as unknown[])[0];
  const { port } = (await answer()) as { port: number };
  return {
    origin: `http://127.0.0.1:${port}`,
    ask: (message) => {
      child.send(message);
      return answer();
    },
    stop: async () => {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}
