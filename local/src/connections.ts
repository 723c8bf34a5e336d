import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NatsUser } from './servers/nats-permissions.js';
import type { ServiceName } from './service-names.js';

/** URLs with credentials: for the services, operator commands and tests. */
export interface Connections {
  readonly databases: Readonly<Record<ServiceName, string>>;
  readonly nats: Readonly<Record<NatsUser, string>>;
  readonly redis: string;
  readonly smtp: string;
  /** The private port of each instance behind the gateways: `/healthz`, `/readyz`, `/metrics`. */
  readonly servicePorts: Readonly<Record<string, number>>;
}

const fileIn = (dataFolder: string): string => join(dataFolder, 'connections.json');

/** Leaves the URLs where operator commands find them; only the owner may read them. */
export function writeConnections(dataFolder: string, connections: Connections): void {
  const file = fileIn(dataFolder);
  writeFileSync(`${file}.new`, `${JSON.stringify(connections, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** The URLs of the stack that was started last on this data. @throws Error when none was */
export function readConnections(dataFolder: string): Connections {
  return JSON.parse(readFileSync(fileIn(dataFolder), 'utf8')) as Connections;
}
