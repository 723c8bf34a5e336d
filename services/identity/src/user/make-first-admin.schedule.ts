import { userCreated } from '@latchkey/contracts/identity/user';
import { newId } from '@latchkey/database/id';
import { record } from '@latchkey/messaging/record';
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { config } from '../config.js';
import { PasswordHashService } from '../password/password-hash.service.js';
import { AdministratorService } from './administrator.service.js';
import { UserEntity } from './user.entity.js';
import { keyOf } from './user-rules.service.js';
import { toSnapshot } from './user-shapes.js';

/** A deployment that nobody administers gets its first administrator from the settings, once. */
@Injectable()
export class MakeFirstAdmin implements OnApplicationBootstrap {
  private readonly logger = new Logger(MakeFirstAdmin.name);

  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly hashes: PasswordHashService,
    private readonly administrators: AdministratorService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { adminHandle: handle, adminPassword } = config;
    if (await this.administrators.isAdministered(this.db.manager)) return;
    if (!adminPassword) {
      this.logger.warn('Nobody administers this deployment, and LATCHKEY_ADMIN_PASSWORD is not set.');
      return;
    }
    // The operator's choice: not judged by the policy, whose rules are for people who sign up.
    const passwordHash = await this.hashes.hash(adminPassword, 'signed-in');
    await this.db.transaction(async (tx) => {
      await this.administrators.lock(tx);
      if (await this.administrators.isAdministered(tx)) return;
      const id = newId('usr');
      const email = `${handle}@localhost`;
      const keys = { handleKey: keyOf(handle), emailKey: keyOf(email) };
      await tx.insert(UserEntity, {
        id,
        handle,
        email,
        ...keys,
        emailVerified: true,
        admin: true,
        passwordHash,
      });
      const admin = await tx.findOneByOrFail(UserEntity, { id });
      await record(tx, userCreated, { ...toSnapshot(admin), actor: nobody });
      this.logger.log(`Made the first administrator, ${handle}`);
    });
  }
}

const nobody = {
  userId: null,
  handle: null,
  credentialId: null,
  credentialKind: null,
  ipAddress: null,
  userAgent: null,
  requestId: null,
};
