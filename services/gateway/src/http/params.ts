import type { Caller, Client } from '@latchkey/contracts/caller';
import { resolveUser } from '@latchkey/contracts/identity/user';
import { NotFound, ValidationFailed } from '@latchkey/errors/errors';
import { RpcClient } from '@latchkey/messaging/rpc-client';
import { createParamDecorator, type ExecutionContext, Injectable, type PipeTransform } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { clientOf } from './request.js';

const requestOf = (context: ExecutionContext) => context.switchToHttp().getRequest<FastifyRequest>();

/** Who asks. Only where somebody must be signed in. */
export const By = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = requestOf(context);
  if (!caller) throw new Error('a route without authentication asked for its caller');
  return caller;
});

/** Who asks, if anybody. */
export const MaybeBy = createParamDecorator(
  (_: unknown, context: ExecutionContext): Caller | null => requestOf(context).caller ?? null,
);

/** Where the request came from. */
export const From = createParamDecorator(
  (_: unknown, context: ExecutionContext): Client => clientOf(requestOf(context)),
);

/** One that cannot be kept is refused: to pass over it would make a repeat a second thing. */
export const IdempotencyKey = createParamDecorator(
  (_: unknown, context: ExecutionContext): { idempotencyKey?: string } => {
    const key = requestOf(context).headers['idempotency-key'];
    if (key === undefined) return {};
    if (typeof key === 'string' && key !== '' && key.length <= 255) return { idempotencyKey: key };
    throw new ValidationFailed([
      { pointer: '#idempotency-key', code: 'invalid_header', message: 'must have 1 to 255 characters' },
    ]);
  },
);

/**
 * The account that `{user}` means, as an id. One's own needs no question; administrators may name anybody; to everybody
 * else the others do not exist.
 */
@Injectable()
export class TargetPipe implements PipeTransform<FastifyRequest, Promise<string>> {
  constructor(private readonly rpc: RpcClient) {}

  async transform(request: FastifyRequest): Promise<string> {
    const { caller } = request;
    const { user = '' } = request.params as { user?: string };
    if (!caller) throw new NotFound();
    const userId = await this.userIdOf(caller, user);
    request.targetUserId = userId;
    return userId;
  }

  private async userIdOf(caller: Caller, user: string): Promise<string> {
    if (user === 'me' || user === caller.userId || user.toLowerCase() === caller.handle.toLowerCase())
      return caller.userId;
    if (!caller.admin || user.length > 64) throw new NotFound('No such user exists');
    return (await this.rpc.call(resolveUser, { user })).userId;
  }
}

const RawTarget = createParamDecorator((_: unknown, context: ExecutionContext) => requestOf(context));

/** The id of the account that the path names. */
export const Target = (): ParameterDecorator => RawTarget(TargetPipe);
