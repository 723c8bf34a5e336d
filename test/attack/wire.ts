import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { readConnections } from '@latchkey/local/connections';
import type { Latchkey } from '@latchkey/testing/latchkey';
import { connect } from '@nats-io/transport-node';

/** Header lines in their order, the same name as often as one likes, as no `fetch` sends them. */
export type Lines = readonly (readonly [name: string, value: string])[];

export interface Sent {
  readonly method?: string;
  readonly body?: string;
}

export async function sendLines(url: string, lines: Lines, { method = 'GET', body }: Sent = {}) {
  const headers = [['Host', new URL(url).host], ['Connection', 'close'], ...lines].flat();
  if (body !== undefined) headers.push('Content-Length', String(Buffer.byteLength(body)));
  const sent = request(url, { method, headers, agent: false });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
}

/** Credentials that the gateways ask the tokens service about while `work` runs, as the bus sees it. */
export async function lookUps(latchkey: Latchkey, work: () => Promise<unknown>): Promise<number> {
  const url = new URL(readConnections(latchkey.dataDir).nats.operator);
  const bus = await connect({ servers: url.host, user: url.username, pass: url.password });
  let count = 0;
  const callback = () => {
    count++;
  };
  bus.subscribe('rpc.tokens.credential.verify', { callback });
  bus.subscribe('rpc.tokens.credential.introspect', { callback });
  await bus.flush();
  await work();
  await bus.flush();
  await bus.close();
  return count;
}
