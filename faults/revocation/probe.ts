import { Agent, request } from 'node:http';

export interface Probe {
  /** On the monotonic clock, before the first byte was written. */
  readonly sentAt: number;
  /** 0: no answer. */
  readonly status: number;
}

/** The right is one that every credential has, until it is taken. */
const path = '/v1/auth/verify?right=RIGHT_USER_INFO';

/** One request with a credential, stamped before it is sent. */
export function probe(
  origin: string,
  { token, cookie, agent }: { token?: string; cookie?: string; agent: Agent },
): Promise<Probe> {
  return new Promise((resolve) => {
    const headers = token ? { authorization: `Bearer ${token}` } : { cookie: cookie ?? '' };
    const sentAt = performance.now();
    const asked = request(origin + path, { agent, headers, timeout: 15_000 }, (response) => {
      response.resume();
      response.on('end', () => resolve({ sentAt, status: response.statusCode ?? 0 }));
      response.on('error', () => resolve({ sentAt, status: 0 }));
    });
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => resolve({ sentAt, status: 0 }));
    asked.end();
  });
}

/** Connections that stay open, and connections of one request each. */
export const agents = (): { keepAlive: Agent; fresh: Agent } => ({
  keepAlive: new Agent({ keepAlive: true, maxSockets: 8 }),
  fresh: new Agent({ keepAlive: false, maxSockets: 8 }),
});
