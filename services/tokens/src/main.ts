import { runService } from '@latchkey/service/run-service';
import { config } from './config.js';
import { TokensModule } from './tokens.module.js';

await runService({ name: 'tokens', module: TokensModule, config });
