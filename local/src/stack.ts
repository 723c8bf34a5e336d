import { writeConnections } from './connections.js';
import type { DataFolder } from './data-folder.js';
import { FirstAdmin } from './first-admin.js';
import { rememberedPorts, requirePort } from './ports.js';
import { isNewCluster, planServers, type ServerPlan, type ServerPort, serverPorts } from './server-plan.js';
import { ensurePrograms } from './servers/binaries.js';
import { instanceNames, serviceNames } from './service-names.js';
import { gatewayLaunches, serviceLaunches } from './services.js';
import type { StartSettings } from './settings.js';
import { step } from './step.js';
import type { Supervisor } from './supervisor.js';

export interface StackInput {
  readonly settings: StartSettings;
  readonly folder: DataFolder;
  readonly supervisor: Supervisor;
  /** The folder with `services/`. */
  readonly root: string;
}

// Servers are stopped last, gateways first, so that what was begun can end.
const stage = { servers: 0, services: 1, gateways: 2 };

/**
 * Starts the servers, then the services.
 *
 * @returns when every one of them answers
 */
export async function startStack(input: StackInput): Promise<FirstAdmin> {
  const { settings, folder, root } = input;
  const publicPorts = await requirePublicPorts(settings);
  const instances = instanceNames(settings.replicas);
  const names = [...serverPorts, ...instances];
  const ports = await rememberedPorts<string>(folder.in('ports.json'), names, publicPorts);
  const servicePorts = Object.fromEntries(instances.map((name) => [name, ports[name] as number]));
  const admin = new FirstAdmin(folder.secrets, settings, usersAt(settings, folder));
  const { plans, connections } = planServers(
    { settings, folder, root, ports: ports as Record<ServerPort, number> },
    servicePorts,
  );
  const servers = await startServers(plans, input);
  writeConnections(folder.path, connections);
  await startServices(input, { root, settings, connections, ports: servicePorts, adminEnv: admin.env() });
  await servers.all;
  return admin;
}

async function requirePublicPorts(settings: StartSettings): Promise<number[]> {
  const { port, gateways, mailboxPort, smtpUrl } = settings;
  const gatewayPorts = Array.from({ length: gateways }, (_, index) => port + index);
  for (const gatewayPort of gatewayPorts) await requirePort(gatewayPort, 'LATCHKEY_PORT');
  if (smtpUrl) return gatewayPorts;
  if (gatewayPorts.includes(mailboxPort)) {
    throw new Error(`A gateway takes port ${mailboxPort}: set LATCHKEY_MAILBOX_PORT to another port.`);
  }
  await requirePort(mailboxPort, 'LATCHKEY_MAILBOX_PORT');
  return [...gatewayPorts, mailboxPort];
}

/** @returns when those answer that the services wait for; `all`: when every one does */
async function startServers(
  plans: readonly ServerPlan[],
  { supervisor }: StackInput,
): Promise<{ all: Promise<unknown> }> {
  const begun = performance.now();
  const { installed } = await ensurePrograms(
    plans.flatMap(({ launch, program }) => (launch && program ? [program] : [])),
  );
  if (installed.length > 0) step('Installed', installed.join(', '), performance.now() - begun);
  // All are prepared before one is started: a failure then leaves no half-made data behind.
  const prepared = await Promise.all(plans.map(async (plan) => ({ plan, launch: await plan.launch?.() })));
  const started = prepared.map(async ({ plan, launch }) => {
    if (launch) await supervisor.start(stage.servers, [launch]);
    await plan.after?.();
    step(plan.title, plan.detail(), performance.now() - begun);
  });
  const all = Promise.all(started);
  // Told to whoever awaits it, which is after the services.
  all.catch(() => undefined);
  await Promise.all(started.filter((_, index) => !plans[index]?.later));
  return { all };
}

async function startServices(
  { supervisor, settings }: StackInput,
  input: Parameters<typeof serviceLaunches>[0],
): Promise<void> {
  const begun = performance.now();
  await Promise.all([
    supervisor.start(stage.services, serviceLaunches(input)),
    supervisor.start(stage.gateways, gatewayLaunches(input)),
  ]);
  const each = settings.replicas > 1 ? ` × ${settings.replicas}` : '';
  const gateways = settings.gateways > 1 ? ` × ${settings.gateways}` : '';
  step(
    'Services',
    `gateway${gateways}, ${serviceNames.map((name) => `${name}${each}`).join(', ')}`,
    performance.now() - begun,
  );
}

function usersAt(
  { databaseUrl, databaseUrls }: StartSettings,
  folder: DataFolder,
): { database: string; isNew: boolean } {
  const url = databaseUrls.identity ?? databaseUrl;
  if (!url) return { database: 'local', isNew: isNewCluster(folder) };
  const { host, pathname } = new URL(url);
  return { database: host + pathname, isNew: false };
}
