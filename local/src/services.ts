import type { Connections } from './connections.js';
import { answersOk } from './http-probe.js';
import type { Launch } from './launch.js';
import { program } from './program.js';
import { numbered, type ServiceName, serviceNames } from './service-names.js';
import type { StartSettings } from './settings.js';

export interface ServicesInput {
  /** The folder with `services/`. */
  readonly root: string;
  readonly settings: StartSettings;
  readonly connections: Connections;
  /** The private port of each instance that is not a gateway, by instance name. */
  readonly ports: Readonly<Record<string, number>>;
  readonly adminEnv: NodeJS.ProcessEnv;
}

/** How the services behind the gateways are started. */
export function serviceLaunches(input: ServicesInput): Launch[] {
  const { settings, connections, ports, adminEnv } = input;
  return serviceNames.flatMap((service) =>
    numbered(service, settings.replicas).map((instance) => {
      const port = ports[instance] as number;
      return launch(input, {
        service,
        instance,
        port,
        env: {
          LATCHKEY_SERVICE_PORT: String(port),
          DATABASE_URL: connections.databases[service],
          ...(service === 'identity' ? adminEnv : {}),
          ...(service === 'notifications' ? { SMTP_URL: connections.smtp } : {}),
        },
      });
    }),
  );
}

/** How the gateways are started: the first on `LATCHKEY_PORT`, each other one port higher. */
export function gatewayLaunches(input: ServicesInput): Launch[] {
  const { settings } = input;
  return numbered('gateway', settings.gateways).map((instance, index) => {
    const port = settings.port + index;
    const env = {
      LATCHKEY_PORT: String(port),
      LATCHKEY_RATE_LIMITS: settings.rateLimits,
      ...(settings.trustedProxies ? { LATCHKEY_TRUSTED_PROXIES: settings.trustedProxies } : {}),
    };
    return launch(input, { service: 'gateway', instance, port, env });
  });
}

interface Instance {
  readonly service: ServiceName | 'gateway';
  readonly instance: string;
  readonly port: number;
  readonly env: NodeJS.ProcessEnv;
}

function launch(
  { root, settings, connections }: ServicesInput,
  { service, instance, port, env }: Instance,
): Launch {
  return {
    name: instance,
    command: process.execPath,
    args: [
      ...(service === 'gateway' ? bounded : thrifty),
      ...program(root, `services/${service}/dist/main.js`),
    ],
    cwd: root,
    ipc: true,
    ...(service === 'identity' && { niceness: behindVerification }),
    env: {
      ...inherited(),
      LATCHKEY_INSTANCE: instance,
      LATCHKEY_POLICY: settings.policy,
      LATCHKEY_PUBLIC_URL: settings.publicUrl,
      NATS_URL: connections.nats[service],
      REDIS_URL: connections.redis,
      ...env,
    },
    ready: () => answersOk(`http://127.0.0.1:${port}/readyz`),
  };
}

// Passwords are hashed on every core at once: whoever verifies credentials must not wait behind that.
const behindVerification = 5;
// A smaller nursery for new objects: 15 MB less for each idle service. Gateways make many, and keep Node's default.
const thrifty = ['--max-semi-space-size=8'];
// Garbage of a gateway under load is collected before it is as much as what lives.
const bounded = ['--heap-growing-percent=40'];

// A service sees its own credentials and nobody else's; all else (OTEL_…, LATCHKEY_LOG_LEVEL, PATH) passes.
const notInherited =
  /(^|_)(DATABASE|NATS|REDIS|SMTP)_URL$|^LATCHKEY_(ADMIN_\w+|DATA|PORT|SERVICE_PORT)$|^NODE_CHANNEL_/;

function inherited(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !notInherited.test(name)));
}
