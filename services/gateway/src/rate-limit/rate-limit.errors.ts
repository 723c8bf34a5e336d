import { RateLimited } from '@latchkey/errors/errors';

/** Another limit than the one of an account's password, which identity keeps. */
export class AddressLimited extends RateLimited {
  constructor(retryAfterSeconds: number) {
    super(retryAfterSeconds, 'Too many requests from this address. Wait before you try again.');
  }
}
