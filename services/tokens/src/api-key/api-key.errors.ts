import { AppError } from '@latchkey/errors/app-error';
import { NotFound, ValidationFailed } from '@latchkey/errors/errors';

const invalid = (pointer: string, code: string, message: string) =>
  new AppError('invalid', code, message, { errors: [{ pointer, code, message }] });

export class ApiKeyNotFound extends NotFound {
  constructor() {
    super('No such key exists');
  }
}

/** A key never carries a right that its maker lacks, and nobody takes away what he does not hold. */
export class RightNotHeld extends AppError {
  constructor(rights: readonly string[]) {
    super('forbidden', 'right_not_held', `You do not hold ${rights.join(', ')} yourself.`);
  }
}

export class TokenLimitReached extends AppError {
  constructor(maximum: number) {
    super('conflict', 'token_limit_reached', `At most ${maximum} may exist at a time. Delete one first.`);
  }
}

export class ExpiryNotExtendable extends AppError {
  constructor() {
    super(
      'forbidden',
      'expiry_not_extendable',
      'The expiry cannot be changed to a later time. Make a new one.',
    );
  }
}

export class DeactivationNotAllowed extends AppError {
  constructor() {
    super('forbidden', 'deactivation_not_allowed', 'This deployment lets you delete, but not deactivate.');
  }
}

export class RotationNotAllowed extends AppError {
  constructor() {
    super('forbidden', 'rotation_not_allowed', 'This key cannot be rotated. Make a new one.');
  }
}

export const expiryInPast = () =>
  invalid('/expiresAt', 'expiry_in_past', 'The expiry must be in the future.');
export const expiryRequired = () => invalid('/expiresAt', 'expiry_required', 'An expiry is required here.');
export const expiryTooLong = (what: string) => invalid('/expiresAt', 'expiry_too_long', what);
export const rightsRequired = () => invalid('/rights', 'rights_required', 'Choose at least one right.');

export const expiryTwice = () =>
  new ValidationFailed([
    {
      pointer: '/expiresInDays',
      code: 'contradiction',
      message: 'give expiresAt or expiresInDays, not both',
    },
  ]);
export const rightUnknown = (right: string, index: number) =>
  new ValidationFailed([
    { pointer: `/rights/${index}`, code: 'unknown_right', message: `${right} is not a right here` },
  ]);
export const rightsNotChosen = () =>
  new ValidationFailed([
    { pointer: '/rights', code: 'rights_not_chosen', message: 'keys have the access of their owner here' },
  ]);
export const cidrWrong = (index: number) =>
  new ValidationFailed([
    {
      pointer: `/allowedCidrs/${index}`,
      code: 'invalid_cidr',
      message: 'must be an IPv4 or IPv6 address or range',
    },
  ]);
/** No range at all is every address. */
export const cidrWider = (index: number | null) =>
  new ValidationFailed([
    {
      pointer: index === null ? '/allowedCidrs' : `/allowedCidrs/${index}`,
      code: 'wider_than_maker',
      message: 'a key makes and manages keys for no more addresses than its own',
    },
  ]);

export class IdempotencyKeyReused extends AppError {
  constructor() {
    super('invalid', 'idempotency_key_reused', 'This Idempotency-Key came with another body before.');
  }
}
