import type { Type } from '@nestjs/common';
import { ApiKeyController } from './api-key/api-key.controller.js';
import { AuditLogController } from './audit-log/audit-log.controller.js';
import { AvatarController } from './avatar/avatar.controller.js';
import { CredentialController } from './credential/credential.controller.js';
import { HealthController } from './health/health.controller.js';
import { NotificationController } from './notification/notification.controller.js';
import { DeviceLoginController } from './oauth/device-login.controller.js';
import { OAuthCredentialController } from './oauth/oauth-credential.controller.js';
import { OAuthTokenController } from './oauth/oauth-token.controller.js';
import { OpenApiController } from './openapi/openapi.controller.js';
import { PasswordController } from './password/password.controller.js';
import { PasswordResetController } from './password/password-reset.controller.js';
import { PolicyController } from './policy/policy.controller.js';
import { SessionController } from './session/session.controller.js';
import { DeletionController } from './user/deletion.controller.js';
import { UserController } from './user/user.controller.js';
import { VerificationController } from './verification/verification.controller.js';

/** Every door of the gateway. */
export const controllers: Type[] = [
  UserController,
  DeletionController,
  PasswordController,
  PasswordResetController,
  SessionController,
  ApiKeyController,
  CredentialController,
  NotificationController,
  AuditLogController,
  AvatarController,
  PolicyController,
  VerificationController,
  OAuthTokenController,
  OAuthCredentialController,
  DeviceLoginController,
  OpenApiController,
  HealthController,
];
