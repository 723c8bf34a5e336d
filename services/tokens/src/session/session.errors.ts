import { AppError } from '@latchkey/errors/app-error';
import { NotFound } from '@latchkey/errors/errors';

export class SessionNotFound extends NotFound {
  constructor() {
    super('No such session is open');
  }
}

/** The password was right when it was checked, and is not any more. Told like any other wrong password. */
export class SignInOvertaken extends AppError {
  constructor() {
    super('unauthenticated', 'invalid_credentials', 'Handle, email or password is wrong.');
  }
}
