import { runService } from '@latchkey/service/run-service';
import { config } from './config.js';
import { NotificationsModule } from './notifications.module.js';

void runService({ name: 'notifications', module: NotificationsModule, config });
