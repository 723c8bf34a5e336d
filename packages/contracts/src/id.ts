import { z } from 'zod';

const prefixed = (prefix: string) => z.string().regex(new RegExp(`^${prefix}_[0-9A-Za-z]{20}$`));

export const UserId = prefixed('usr');
export const SessionId = prefixed('ses');
export const ApiKeyId = prefixed('key');
export const NotificationId = prefixed('ntf');
export const AuditEntryId = prefixed('aud');
export const EventId = prefixed('evt');
export const RevocationId = prefixed('rev');
export const PasswordResetId = prefixed('rst');

/** A session or an API key. */
export const CredentialId = z.string().regex(/^(ses|key)_[0-9A-Za-z]{20}$/);
