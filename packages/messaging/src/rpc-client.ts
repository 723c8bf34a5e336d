import type { OutputOf, RpcContract } from '@latchkey/contracts/rpc';
import { Unavailable } from '@latchkey/errors/errors';
import { withSpan } from '@latchkey/observability/tracing';
import { type Msg, type NatsConnection, RequestError, TimeoutError } from '@nats-io/transport-node';
import type { z } from 'zod';
import type { Bus } from './bus.js';
import { toHeaders } from './context-headers.js';
import { messagingStats } from './messaging-stats.js';
import { currentContext, type RequestContext } from './request-context.js';
import { openReply, requestPacket } from './rpc-packet.js';

export interface RpcClientOptions {
  /** How long a call takes at most, waiting for NATS included. */
  readonly deadlineMs?: number;
}

/** What a nested call leaves its caller, so that the refusal still arrives in time. */
const reserveMs = 50;

/** Asks other services. A call made while a request is handled ends before that request's own deadline. */
export class RpcClient {
  private readonly deadlineMs: number;

  constructor(
    private readonly bus: Bus,
    { deadlineMs = 5000 }: RpcClientOptions = {},
  ) {
    this.deadlineMs = deadlineMs;
  }

  /**
   * @throws AppError as the service threw it
   * @throws Unavailable at once when nobody serves the subject, else at the deadline; it may then have happened
   */
  call<C extends RpcContract>(
    contract: C,
    input: z.input<C['input']>,
    options: RpcClientOptions = {},
  ): Promise<OutputOf<C>> {
    return withSpan(contract.subject, { kind: 'client' }, () => this.ask(contract, input, options));
  }

  private async ask<C extends RpcContract>(
    contract: C,
    input: z.input<C['input']>,
    { deadlineMs = this.deadlineMs }: RpcClientOptions,
  ): Promise<OutputOf<C>> {
    const started = performance.now();
    const until = deadlineOf(started + deadlineMs);
    try {
      if (until <= started) throw new Unavailable(`No time is left to ask ${contract.subject}`);
      const connection = this.bus.isConnected()
        ? this.bus.connection
        : await this.bus.whenConnected(until - started);
      const reply = await send(connection, {
        contract,
        input,
        remainingMs: Math.max(1, until - performance.now()),
      });
      const result = openReply(contract.subject, reply.string()) as OutputOf<C>;
      messagingStats.rpcCalls.add({ subject: contract.subject, outcome: 'ok' });
      return result;
    } catch (error) {
      messagingStats.rpcCalls.add({ subject: contract.subject, outcome: 'error' });
      throw error;
    }
  }
}

function deadlineOf(own: number): number {
  const callers = currentContext()?.deadlineAt;
  return callers === undefined ? own : Math.min(own, callers - reserveMs);
}

/** Whoever follows requests by what they say of themselves alone (a gateway without tracing) is followed by that. */
function contextIn(input: unknown): RequestContext | undefined {
  const { caller, client } = (input ?? {}) as Partial<
    Record<'caller' | 'client', { requestId: string } | null>
  >;
  const requestId = (caller ?? client)?.requestId;
  return requestId === undefined ? undefined : { requestId };
}

interface Question {
  readonly contract: RpcContract;
  readonly input: unknown;
  readonly remainingMs: number;
}

async function send(connection: NatsConnection, { contract, input, remainingMs }: Question): Promise<Msg> {
  const { subject } = contract;
  try {
    return await connection.request(subject, requestPacket(subject, input), {
      timeout: remainingMs,
      headers: toHeaders(currentContext() ?? contextIn(input), remainingMs),
    });
  } catch (error) {
    if (error instanceof TimeoutError)
      throw new Unavailable(`${subject} did not answer in ${remainingMs} ms`);
    if (error instanceof RequestError && error.isNoResponders())
      throw new Unavailable(`Nobody serves ${subject}`);
    throw new Unavailable(`${subject} could not be asked: ${String(error)}`);
  }
}
