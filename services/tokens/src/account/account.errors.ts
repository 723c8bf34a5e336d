import { AppError } from '@latchkey/errors/app-error';

/** The caller's own credential was revoked while it was acting. */
export class CredentialDied extends AppError {
  constructor() {
    super('unauthenticated', 'invalid_token', 'This session or key has been revoked or has expired.');
  }
}
