import { Module } from '@nestjs/common';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { PreferenceModule } from '../preference/preference.module.js';
import { RecipientModule } from '../recipient/recipient.module.js';
import { AnnouncementService } from './announcement.service.js';
import { InboxService } from './inbox.service.js';
import { NotificationQuery } from './notification.query.js';
import { NotificationRpc } from './notification.rpc.js';
import { NotificationService } from './notification.service.js';
import { SendLinkWhenPasswordResetRequested } from './send-link-when-password-reset-requested.js';
import { TellOwnerWhenAddressClaimed } from './tell-owner-when-address-claimed.js';
import { TellOwnerWhenApiKeyChanged } from './tell-owner-when-api-key-changed.js';
import { TellOwnerWhenApiKeyCreated } from './tell-owner-when-api-key-created.js';
import { TellOwnerWhenApiKeyDeleted } from './tell-owner-when-api-key-deleted.js';
import { TellOwnerWhenApiKeyExpiring } from './tell-owner-when-api-key-expiring.js';
import { TellOwnerWhenCredentialsRevoked } from './tell-owner-when-credentials-revoked.js';
import { TellOwnerWhenDeletionRequested } from './tell-owner-when-deletion-requested.js';
import { TellOwnerWhenPasswordChanged } from './tell-owner-when-password-changed.js';
import { TellOwnerWhenSessionCreated } from './tell-owner-when-session-created.js';
import { TellOwnerWhenSupersededKeyUsed } from './tell-owner-when-superseded-key-used.js';
import { TellOwnerWhenUserRestored } from './tell-owner-when-user-restored.js';

@Module({
  imports: [RecipientModule, PreferenceModule, DeliveryModule],
  controllers: [NotificationRpc],
  providers: [
    NotificationService,
    NotificationQuery,
    InboxService,
    AnnouncementService,
    SendLinkWhenPasswordResetRequested,
    TellOwnerWhenAddressClaimed,
    TellOwnerWhenApiKeyChanged,
    TellOwnerWhenApiKeyCreated,
    TellOwnerWhenApiKeyDeleted,
    TellOwnerWhenApiKeyExpiring,
    TellOwnerWhenCredentialsRevoked,
    TellOwnerWhenDeletionRequested,
    TellOwnerWhenPasswordChanged,
    TellOwnerWhenSessionCreated,
    TellOwnerWhenSupersededKeyUsed,
    TellOwnerWhenUserRestored,
  ],
  exports: [AnnouncementService],
})
export class NotificationModule {}
