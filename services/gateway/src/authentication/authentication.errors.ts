import { AppError } from '@latchkey/errors/app-error';

export class Unauthenticated extends AppError {
  constructor() {
    super('unauthenticated', 'unauthenticated', 'Sign in, or send a token.');
  }
}

export class InvalidToken extends AppError {
  constructor() {
    super('unauthenticated', 'invalid_token', 'The token or session is not valid (any more).');
  }
}

/** Two credentials at once: nobody's rights are ever added to another's (attack case K08). */
export class MultipleCredentials extends AppError {
  constructor() {
    super(
      'bad_request',
      'multiple_credentials',
      'Send one credential: a token or the session cookie, not both.',
    );
  }
}

export class InsufficientRights extends AppError {
  constructor(right: string) {
    super('forbidden', 'insufficient_rights', `This needs ${right}.`);
  }
}

export class CrossOrigin extends AppError {
  constructor() {
    super('forbidden', 'cross_origin', 'A session cookie does not authorise this from another site.');
  }
}
