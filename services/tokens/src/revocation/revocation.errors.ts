import { AppError } from '@latchkey/errors/app-error';

/** Committed and on its way, but not confirmed in time. */
export class RevocationPending extends AppError {
  constructor() {
    super(
      'unavailable',
      'revocation_pending',
      'The change is saved and the revocation completes by itself, but it could not be confirmed in time.',
      { retryAfterSeconds: 3 },
    );
  }
}
