import type { Act, Scene } from './acts.js';
import { agents, type Probe, probe } from './probe.js';
import type { Credential, Victim } from './victim.js';

export interface Trial {
  readonly act: string;
  /** Milliseconds from sending the revocation to its 2xx; undefined if it got none. */
  readonly receiptMs: number | undefined;
  readonly probesAfter: number;
  /** Probes that were sent after the 2xx had arrived, with a credential that it covers, and were let in. */
  readonly acceptedAfter: readonly string[];
  /** Whether the credentials were let in before: else the trial says nothing. */
  readonly acceptedBefore: number;
}

/** A gateway, not the one that is asked to revoke, loses its connection meanwhile, and gets a new one afterwards. */
export interface Partition {
  readonly begin: () => void;
  readonly end: () => void;
}

/** Probes go on this long after the 2xx, in milliseconds: with a partition, beyond the next renewal of the lease. */
const watchMs = 400;
const watchPartitionMs = 8000;

interface Circumstances extends Pick<Scene, 'latchkey' | 'admin'> {
  /** The first is asked to revoke. */
  readonly origins: readonly string[];
  readonly partition?: Partition;
}

/** Revokes while every gateway is asked for every credential, over kept and fresh connections, all the time. */
export async function trial(
  act: Act,
  victim: Victim,
  { origins, partition, ...place }: Circumstances,
): Promise<Trial> {
  const scene: Scene = { ...place, origin: origins[0] as string };
  const prepared = (await act.prepare?.(victim, scene)) ?? '';
  const { keepAlive, fresh } = agents();
  const dying = act.dies(victim);
  const seen: { what: string; probe: Probe }[] = [];
  let over = false;
  const watch = async (origin: string, credential: Credential, agent: typeof fresh) => {
    while (!over) {
      const result = await probe(origin, {
        ...(credential.token === undefined ? {} : { token: credential.token }),
        ...(credential.cookie === undefined ? {} : { cookie: credential.cookie }),
        agent,
      });
      seen.push({ what: `${credential.what} at ${origin}`, probe: result });
    }
  };
  const watchers = origins.flatMap((origin) =>
    dying.flatMap((credential) => [watch(origin, credential, keepAlive), watch(origin, credential, fresh)]),
  );
  await new Promise((resolve) => setTimeout(resolve, partition ? 250 : 50));
  partition?.begin();

  const begun = performance.now();
  const answer = await act.send(victim, scene, prepared).catch(() => undefined);
  const answeredAt = performance.now();
  const confirmed = answer !== undefined && answer.status >= 200 && answer.status < 300;
  partition?.end();
  await new Promise((resolve) => setTimeout(resolve, partition ? watchPartitionMs : watchMs));
  over = true;
  await Promise.all(watchers);
  keepAlive.destroy();
  fresh.destroy();
  await act.undo?.(victim, scene);

  const after = confirmed ? seen.filter(({ probe }) => probe.sentAt > answeredAt) : [];
  return {
    act: act.name,
    receiptMs: confirmed ? answeredAt - begun : undefined,
    probesAfter: after.length,
    acceptedAfter: after.filter(({ probe }) => probe.status === 204).map(({ what }) => what),
    acceptedBefore: seen.filter(({ probe }) => probe.sentAt < begun && probe.status === 204).length,
  };
}
