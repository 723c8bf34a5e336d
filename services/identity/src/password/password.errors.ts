import { AppError, type FieldError } from '@latchkey/errors/app-error';
import { RateLimited } from '@latchkey/errors/errors';

/** Unknown account and wrong password in the same words (ASVS 5.0, 6.3.8). */
export class InvalidCredentials extends AppError {
  constructor() {
    super('unauthenticated', 'invalid_credentials', 'Handle, email or password is wrong.');
  }
}

/** Told only to somebody who knows the password. */
export class AccountSuspended extends AppError {
  constructor() {
    super(
      'forbidden',
      'account_suspended',
      'This account is suspended or is being deleted. Ask an administrator.',
    );
  }
}

export class WrongPassword extends AppError {
  constructor() {
    super('forbidden', 'wrong_password', 'The current password is wrong.');
  }
}

export class PasswordTooWeak extends AppError {
  constructor(errors: readonly FieldError[]) {
    super('invalid', 'password_too_weak', errors.map((e) => e.message).join(' '), { errors });
  }
}

export class PasswordUnchanged extends AppError {
  constructor() {
    super('invalid', 'password_unchanged', 'The new password is the current one.');
  }
}

/** Two changes at once: the other one won. */
export class PasswordChangedMeanwhile extends AppError {
  constructor() {
    super('conflict', 'password_changed_meanwhile', 'The password was changed meanwhile.');
  }
}

/** NIST SP 800-63B-4, 3.2.2: at most 100 failures in a row, then a reset is needed. */
export class PasswordDisabled extends RateLimited {
  constructor() {
    super(86_400, 'Too many wrong passwords. Reset the password to go on.');
  }
}
