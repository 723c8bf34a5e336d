import { runService } from '@latchkey/service/run-service';
import { config } from './config.js';
import { TokensModule } from './tokens.module.js';

void runService({ name: 'tokens', module: TokensModule, config });
