import { Module } from '@nestjs/common';
import { EntryQuery } from './entry.query.js';
import { EntryRpc } from './entry.rpc.js';
import { EntryService } from './entry.service.js';
import { RecordWhenApiKeyChanged } from './record-when-api-key-changed.js';
import { RecordWhenApiKeyCreated } from './record-when-api-key-created.js';
import { RecordWhenApiKeyDeleted } from './record-when-api-key-deleted.js';
import { RecordWhenCredentialsRevoked } from './record-when-credentials-revoked.js';
import { RecordWhenDeletionRequested } from './record-when-deletion-requested.js';
import { RecordWhenPasswordChanged } from './record-when-password-changed.js';
import { RecordWhenPasswordResetRequested } from './record-when-password-reset-requested.js';
import { RecordWhenRequestAnswered } from './record-when-request-answered.js';
import { RecordWhenSessionCreated } from './record-when-session-created.js';
import { RecordWhenSessionEnded } from './record-when-session-ended.js';
import { RecordWhenSignInRefused } from './record-when-sign-in-refused.js';
import { RecordWhenSupersededKeyUsed } from './record-when-superseded-key-used.js';
import { RecordWhenUserCreated } from './record-when-user-created.js';
import { RecordWhenUserErased } from './record-when-user-erased.js';
import { RecordWhenUserRestored } from './record-when-user-restored.js';
import { RecordWhenUserUpdated } from './record-when-user-updated.js';

@Module({
  controllers: [EntryRpc],
  providers: [
    EntryService,
    EntryQuery,
    RecordWhenApiKeyChanged,
    RecordWhenApiKeyCreated,
    RecordWhenApiKeyDeleted,
    RecordWhenCredentialsRevoked,
    RecordWhenDeletionRequested,
    RecordWhenPasswordChanged,
    RecordWhenPasswordResetRequested,
    RecordWhenRequestAnswered,
    RecordWhenSessionCreated,
    RecordWhenSessionEnded,
    RecordWhenSignInRefused,
    RecordWhenSupersededKeyUsed,
    RecordWhenUserCreated,
    RecordWhenUserErased,
    RecordWhenUserRestored,
    RecordWhenUserUpdated,
  ],
})
export class EntryModule {}
