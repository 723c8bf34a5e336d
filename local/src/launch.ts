import { type ChildProcess, spawn } from 'node:child_process';
import { findBinary } from './servers/find-binary.js';

/** An unprivileged user that a process runs as. */
export interface Owner {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** How one process is started, and how one knows that it answers. */
export interface Launch {
  /** `identity-1`: names the pid file and the log. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Runs as this user; absent: as we do. */
  readonly owner?: Owner;
  /** Asks it to stop; SIGTERM. */
  readonly stopSignal?: NodeJS.Signals;
  /** Ends it without asking; SIGKILL. */
  readonly killSignal?: NodeJS.Signals;
  /** Opens an IPC channel, whose `disconnect` tells the process that its supervisor is gone. */
  readonly ipc?: boolean;
  /** How far it stands back, once it is ready, when others want the processor too: 1 to 19; absent: not at all. */
  readonly niceness?: number;
  /** Done before every start, also after a crash. */
  readonly prepare?: () => void;
  /** Whether it answers now. Never rejects. */
  readonly ready: () => Promise<boolean>;
}

/** Spawns it in a session of its own, so that Ctrl+C in a terminal reaches the supervisor alone. */
export function spawnLaunch(launch: Launch, output: number): ChildProcess {
  launch.prepare?.();
  const [command, args] = launch.ipc ? [launch.command, launch.args] : diesWithParent(launch);
  return spawn(command, args, {
    cwd: launch.cwd,
    env: launch.env ?? process.env,
    detached: true,
    stdio: launch.ipc ? ['ignore', output, output, 'ipc'] : ['ignore', output, output],
    ...(launch.owner && { uid: launch.owner.uid, gid: launch.owner.gid }),
  });
}

// A server has no IPC channel to watch. Linux can signal it when its parent dies (prctl(2), PR_SET_PDEATHSIG);
// setpriv then replaces itself with the command, so the pid stays. Elsewhere the pid files must do.
function diesWithParent({ command, args, stopSignal = 'SIGTERM' }: Launch): [string, readonly string[]] {
  const setpriv = process.platform === 'linux' ? findBinary('setpriv') : undefined;
  if (!setpriv) return [command, args];
  return [setpriv, ['--pdeathsig', stopSignal.slice('SIG'.length), '--', command, ...args]];
}
