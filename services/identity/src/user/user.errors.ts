import { AppError } from '@latchkey/errors/app-error';
import { NotFound } from '@latchkey/errors/errors';

export class UserNotFound extends NotFound {
  constructor() {
    super('No such user exists');
  }
}

export class HandleTaken extends AppError {
  constructor(handle: string) {
    super('conflict', 'handle_taken', `The handle ${handle} is taken.`);
  }
}

export class EmailTaken extends AppError {
  constructor() {
    super('conflict', 'email_taken', 'Another account has verified this address.');
  }
}

export class LastAdmin extends AppError {
  constructor() {
    super('conflict', 'last_admin', 'Nobody would be left to administer this deployment.');
  }
}

/** Its state changes by its restoration alone. */
export class UserDeleting extends AppError {
  constructor() {
    super('conflict', 'user_deleting', 'This account is being deleted. Restore it first.');
  }
}

export class PreconditionFailed extends AppError {
  constructor() {
    super('precondition_failed', 'precondition_failed', 'It was changed meanwhile. Read it again.');
  }
}

export class RegistrationClosed extends AppError {
  constructor() {
    super('forbidden', 'registration_closed', 'Accounts are made by administrators here.');
  }
}

export class IdempotencyKeyReused extends AppError {
  constructor() {
    super('invalid', 'idempotency_key_reused', 'This Idempotency-Key came with another body before.');
  }
}
