import { runService } from '@latchkey/service/run-service';
import { config } from './config.js';
import { IdentityModule } from './identity.module.js';

void runService({ name: 'identity', module: IdentityModule, config });
