import { Module } from '@nestjs/common';
import { UserModule } from '../user/user.module.js';
import { DeleteUserService } from './delete-user.service.js';
import { DeletionRpc } from './deletion.rpc.js';
import { EraseUserService } from './erase-user.service.js';
import { EraseUsers } from './erase-users.schedule.js';
import { PurgeUserService } from './purge-user.service.js';
import { RestoreUserService } from './restore-user.service.js';

@Module({
  imports: [UserModule],
  controllers: [DeletionRpc],
  providers: [DeleteUserService, RestoreUserService, PurgeUserService, EraseUserService, EraseUsers],
})
export class DeletionModule {}
