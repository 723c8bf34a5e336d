import { AppError, type FieldError } from './app-error.js';

/** Refusals that no feature owns. */

export class ValidationFailed extends AppError {
  constructor(errors: readonly FieldError[]) {
    super(
      'invalid',
      'validation_failed',
      errors.map((e) => `${e.pointer || 'body'}: ${e.message}`).join('; '),
      {
        errors,
      },
    );
  }
}

/** Also for what exists and the caller may not see. */
export class NotFound extends AppError {
  constructor(what = 'Nothing is here') {
    super('not_found', 'not_found', what);
  }
}

export class AdminOnly extends AppError {
  constructor(what = 'Only an administrator may do this') {
    super('forbidden', 'admin_only', what);
  }
}

/** A service did not answer in time, or is not there. */
export class Unavailable extends AppError {
  constructor(privateDetail: string, retryAfterSeconds = 2) {
    super('unavailable', 'unavailable', 'A part of the service does not answer. Try again shortly.', {
      privateDetail,
      retryAfterSeconds,
    });
  }
}

export class Overloaded extends AppError {
  constructor(privateDetail: string, retryAfterSeconds = 1) {
    super('unavailable', 'overloaded', 'Too much is going on at once. Try again shortly.', {
      privateDetail,
      retryAfterSeconds,
    });
  }
}

export class RateLimited extends AppError {
  constructor(retryAfterSeconds: number, sentence = 'Too many attempts. Wait before you try again.') {
    super('rate_limited', 'rate_limited', sentence, { retryAfterSeconds });
  }
}

/** The caller's own credential was revoked while it was acting. */
export class CredentialDied extends AppError {
  constructor() {
    super('unauthenticated', 'invalid_token', 'This session or key has been revoked or has expired.');
  }
}

/** RFC 9470: a fresh proof of the password is needed. */
export class StepUpRequired extends AppError {
  constructor(sentence = 'Confirm with your current password, or sign in again.') {
    super('unauthenticated', 'step_up_required', sentence);
  }
}

export class Internal extends AppError {
  constructor(privateDetail: string) {
    super('internal', 'internal', 'Something went wrong on our side.', { privateDetail });
  }
}
