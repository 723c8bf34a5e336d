import { NotFound } from '@latchkey/errors/errors';

export class NotificationNotFound extends NotFound {
  constructor() {
    super('No such notification');
  }
}
