import type { z } from 'zod';

/** A question that one service asks another. Its subject is `rpc.<service>.<noun>.<verb>` on core NATS. */
export interface RpcContract<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly subject: string;
  readonly service: string;
  readonly input: I;
  readonly output: O;
}

export type InputOf<C extends RpcContract> = z.infer<C['input']>;
export type OutputOf<C extends RpcContract> = z.infer<C['output']>;

/**
 * Declares a request and its reply; both are checked on the server.
 *
 * @param name `<service>.<noun>.<verb>`, the verb in the imperative
 */
export function rpc<I extends z.ZodType, O extends z.ZodType>(
  name: `${string}.${string}.${string}`,
  schemas: { input: I; output: O },
): RpcContract<I, O> {
  const [service = ''] = name.split('.');
  return { subject: `rpc.${name}`, service, ...schemas };
}
