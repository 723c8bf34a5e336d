import { AppError } from '@latchkey/errors/app-error';

/** Used, too old, replaced by a newer one, or never given out: which of them is nobody's business. */
export class LinkExpired extends AppError {
  constructor() {
    super('gone', 'link_expired', 'This link is not valid any more. Ask for a new one.');
  }
}
