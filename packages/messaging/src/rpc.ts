import type { InputOf, OutputOf, RpcContract } from '@latchkey/contracts/rpc';
import { MessagePattern, Payload } from '@nestjs/microservices';

/**
 * Makes a method answer a contract: it takes what the contract's input schema parsed, and what it returns goes
 * through the output schema. A method of another shape does not compile.
 */
export const Rpc =
  <C extends RpcContract>(contract: C) =>
  // Generic in the method: a descriptor's type may not vary, so a method that takes less, or returns an entity with
  // more columns than the contract names, would be refused too.
  <M extends (input: InputOf<C>) => Promise<OutputOf<C>>>(
    target: object,
    key: string | symbol,
    method: TypedPropertyDescriptor<M>,
  ): void => {
    Payload({ schema: contract.input })(target, key, 0);
    MessagePattern(contract.subject, { output: contract.output })(target, key, method);
  };
