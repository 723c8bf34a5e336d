import { runService } from '@latchkey/service/run-service';
import { AuditModule } from './audit.module.js';
import { config } from './config.js';

void runService({ name: 'audit', module: AuditModule, config });
