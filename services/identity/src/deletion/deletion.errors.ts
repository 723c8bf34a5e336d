import { AppError } from '@latchkey/errors/app-error';

/** What was typed is not what names this account. */
export class ConfirmationMismatch extends AppError {
  constructor(asked: 'handle' | 'email') {
    const what = asked === 'handle' ? 'handle' : 'email address';
    super('invalid', 'confirmation_mismatch', `Confirm with the ${what} of the account.`, {
      errors: [{ pointer: '/confirm', code: 'confirmation_mismatch', message: `is not the ${what}` }],
    });
  }
}

/** Only what is being deleted is restored or purged. */
export class NotDeleting extends AppError {
  constructor() {
    super('conflict', 'not_deleting', 'This account is not being deleted.');
  }
}

export class GraceOver extends AppError {
  constructor() {
    super('gone', 'grace_over', 'The time to restore this account is over: its data is being erased.');
  }
}

/** Begun, and it goes on by itself. */
export class ErasurePending extends AppError {
  constructor() {
    super(
      'unavailable',
      'erasure_pending',
      'The data is being erased and that completes by itself, but it could not be confirmed in time.',
      { retryAfterSeconds: 5 },
    );
  }
}
