import { Module } from '@nestjs/common';
import { StepUpRpc } from './step-up.rpc.js';
import { StepUpService } from './step-up.service.js';

@Module({ controllers: [StepUpRpc], providers: [StepUpService], exports: [StepUpService] })
export class StepUpModule {}
