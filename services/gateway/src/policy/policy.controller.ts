import { PublicPolicy } from '@latchkey/contracts/policy';
import { ActivePolicy } from '@latchkey/policy/policy.module';
import { Controller } from '@nestjs/common';
import { Endpoint } from '../http/endpoint.js';

@Controller('v1/policy')
export class PolicyController {
  private readonly open: PublicPolicy;

  constructor(active: ActivePolicy) {
    this.open = PublicPolicy.parse(active.policy);
  }

  @Endpoint('GET', '', {
    summary: 'What this deployment allows: console and CLI draw themselves from it',
    access: 'public',
    status: 200,
    answer: PublicPolicy,
  })
  get() {
    return this.open;
  }
}
