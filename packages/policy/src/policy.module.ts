import type { Policy } from '@latchkey/contracts/policy';
import { type DynamicModule, Module } from '@nestjs/common';
import { loadPolicy } from './load-policy.js';

/** What this deployment allows. Read once, at the start: a change is a restart. */
export class ActivePolicy {
  constructor(readonly policy: Policy) {}
}

@Module({})
class ActivePolicyModule {}

export const PolicyModule = {
  /**
   * @param name preset name or path of a file
   * @throws Error that names the field which contradicts
   */
  forRoot(name: string): DynamicModule {
    return {
      module: ActivePolicyModule,
      global: true,
      providers: [
        { provide: ActivePolicy, useFactory: async () => new ActivePolicy(await loadPolicy(name)) },
      ],
      exports: [ActivePolicy],
    };
  },
};
