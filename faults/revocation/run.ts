import { randomBytes } from 'node:crypto';
import { freePorts } from '@latchkey/local/ports';
import { Latchkey } from '@latchkey/testing/latchkey';
import { acts } from './acts.js';
import { faults, strikeUntil } from './faults.js';
import { NatsProxy } from './nats-proxy.js';
import { agents, probe } from './probe.js';
import { type Partition, type Trial, trial } from './trial.js';
import { equip, insist, newVictim, openSession, type Victim } from './victim.js';

export interface Run {
  readonly seconds: number;
  /** Victims at the same time. */
  readonly lanes: number;
  /** A fault of our own, which the run must find. */
  readonly mutant?: string;
  /** Everything in turn; only the other gateway cut off, in each trial; nothing. */
  readonly faults: 'all' | 'partition' | 'none';
  /** Ends with the first revoked credential that is let in, or when every act got its 2xx, instead of going on for all its time. */
  readonly until?: 'found' | 'each act';
  readonly say: (line: string) => void;
}

export interface Outcome {
  readonly trials: readonly Trial[];
  readonly strikes: number;
  /** New credentials that were not let in at once by a gateway that answered. */
  readonly freshRefused: number;
  readonly freshTried: number;
}

/** Of how many ways to revoke the promise was given at least once. */
export const waysConfirmed = ({ trials }: Pick<Outcome, 'trials'>): number =>
  new Set(trials.flatMap(({ act, receiptMs }) => (receiptMs === undefined ? [] : [act]))).size;

/** Two gateways, two of each service; everything that can fail fails while credentials of every kind are revoked. */
export async function run(options: Run): Promise<Outcome> {
  const stage = await openStage(options);
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), options.seconds * 1000);
  const outcome = { trials: [] as Trial[], strikes: 0, freshRefused: 0, freshTried: 0 };
  try {
    const striking =
      options.faults === 'all' ? strikeUntil(stage, over.signal, options.say) : Promise.resolve(0);
    const lanes = Array.from({ length: options.lanes }, (_, lane) =>
      tryUntil(stage.latchkey, {
        // Each begins with another way to revoke, so that a short run sees most of them.
        first: Math.floor((lane * acts.length) / options.lanes),
        over: over.signal,
        outcome,
        tried: (made) => {
          const found = options.until === 'found' && made.acceptedAfter.length > 0;
          const all = options.until === 'each act' && waysConfirmed(outcome) === acts.length;
          if (found || all) over.abort();
        },
        ...(options.faults === 'partition' ? { proxy: stage.proxy } : {}),
      }),
    );
    await Promise.all(lanes);
    outcome.strikes = await striking;
    return outcome;
  } finally {
    clearTimeout(timer);
    over.abort();
    await stage.latchkey.stop();
    await stage.proxy.close();
  }
}

async function openStage({ mutant }: Run) {
  const env = {
    LATCHKEY_GATEWAYS: '2',
    LATCHKEY_REPLICAS: '2',
    ...(mutant ? { LATCHKEY_TEST_MUTANT: mutant, NODE_ENV: 'test' } : {}),
  };
  // Known before it starts, so that the wire of the gateways' is there when they are.
  const [nats = 0] = await freePorts(1);
  const password = randomBytes(18).toString('base64url');
  const proxy = await NatsProxy.open(nats);
  const latchkey = await Latchkey.start(
    { ...env, GATEWAY_NATS_URL: `nats://gateway:${password}@127.0.0.1:${proxy.port}` },
    { 'ports.json': { nats }, 'secrets.json': { 'nats-gateway': password } },
  );
  return { latchkey, proxy };
}

/** Frozen while the other one revokes; then its connection is gone, and with it what was on its way. */
const cutOff = (proxy: NatsProxy): Partition => ({
  begin: () => proxy.freeze('gateway-2'),
  end: () => {
    proxy.cut('gateway-2');
    proxy.thaw();
  },
});

interface Lane {
  readonly first: number;
  /** To cut the second gateway off in each trial. */
  readonly proxy?: NatsProxy;
  readonly over: AbortSignal;
  readonly outcome: { trials: Trial[]; freshRefused: number; freshTried: number };
  /** Told of each trial. */
  readonly tried: (trial: Trial) => void;
}

async function tryUntil(latchkey: Latchkey, { first, over, outcome, tried, proxy }: Lane): Promise<void> {
  const origins = [latchkey.origin(1), latchkey.origin(2)];
  let turn = first;
  const either = () => origins[turn++ % 2] as string;
  const admin = await signInAdmin(latchkey, either);
  let victim = await newVictim(latchkey, either);
  for (let round = first; !over.aborted; round++) {
    const act = acts[round % acts.length];
    if (!act) return;
    const order = proxy || round % 2 === 0 ? origins : [...origins].reverse();
    const partition = proxy ? { partition: cutOff(proxy) } : {};
    const made = await trial(act, victim, { latchkey, admin, origins: order, ...partition });
    outcome.trials.push(made);
    tried(made);
    await tryFresh(latchkey, { victim, origins, outcome, either });
    // Nobody is sent more than a few links within an hour.
    if (round % acts.length === acts.length - 1) victim = await newVictim(latchkey, either);
  }
}

async function signInAdmin({ adminPassword }: Latchkey, origin: () => string): Promise<string> {
  const admin = { handle: 'admin', email: '', password: adminPassword };
  return (await openSession(admin, origin)).token as string;
}

/** What is made after a revocation works at once on every gateway that can answer at all. */
async function tryFresh(
  latchkey: Latchkey,
  {
    victim,
    origins,
    outcome,
    either,
  }: { victim: Victim; origins: string[]; outcome: Lane['outcome']; either: () => string },
): Promise<void> {
  const session = await openSession(victim, either);
  const { fresh } = agents();
  for (const origin of origins) {
    const { status } = await insist(async () => {
      const result = await probe(origin, {
        ...(session.token ? { token: session.token } : {}),
        agent: fresh,
      });
      return result.status === 204 || result.status === 401 ? result : undefined;
    });
    outcome.freshTried++;
    if (status !== 204) outcome.freshRefused++;
  }
  fresh.destroy();
  await equip(latchkey, victim, either);
}

export const kindsOfFault = faults.length;
