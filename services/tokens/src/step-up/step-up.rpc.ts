import type { InputOf } from '@latchkey/contracts/rpc';
import { requireStepUp } from '@latchkey/contracts/tokens/step-up';
import { Rpc } from '@latchkey/messaging/rpc';
import { Controller } from '@nestjs/common';
import { StepUpService } from './step-up.service.js';

@Controller()
export class StepUpRpc {
  constructor(private readonly stepUp: StepUpService) {}

  @Rpc(requireStepUp)
  async require({ caller, currentPassword }: InputOf<typeof requireStepUp>) {
    await this.stepUp.require(caller, currentPassword);
    return {};
  }
}
